/** The pages of those who administer the server: one part at a time, by its address. */
import type { UserId } from '@webchat/client'
import { administration } from '@webchat/client/administration'
import { useState } from 'react'
import { usePathname } from 'wouter/use-browser-location'
import { Page } from '../../design/Page'
import { PARTS } from './parts'
import { Tabs } from './Tabs'

export interface AdministrationProps {
  me: UserId
  /** Where it is. */
  base: string
  onBack: () => void
  /** The server says that nobody is signed in. */
  onSignedOut: () => void
}

export function Administration({ me, base, onBack, onSignedOut }: AdministrationProps) {
  const [api] = useState(administration)
  const rest = usePathname().slice(base.length).replace(/\/$/, '')
  const part = PARTS.find(({ path }) => path === rest) ?? PARTS[0]
  return (
    <Page title="Administration" onBack={onBack} navigation={<Tabs base={base} open={part.path} />}>
      <part.Shown key={part.path} api={api} me={me} onSignedOut={onSignedOut} />
    </Page>
  )
}
