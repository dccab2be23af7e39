/** The directory of channels, with what becomes of joining one. Loaded after the page. */
import { useChatState } from '@webchat/react'
import { useMembership } from '@webchat/react/members'
import { type ReactNode, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { Directory } from '../features/directory'
import { Gathered } from './Gathered'
import { conversationPath } from './routes'

interface DirectoryPageProps {
  onBack: () => void
  indicator: ReactNode
}

export function DirectoryPage({ onBack, indicator }: DirectoryPageProps) {
  const members = useMembership()
  const [making, setMaking] = useState(false)
  const joined = useChatState(({ conversations }) =>
    conversations
      .map(({ conversationId, name }) => conversationId + name)
      .sort()
      .join(),
  )
  return (
    <>
      <Directory
        find={members.channels}
        version={joined}
        hrefOf={conversationPath}
        onJoin={async ({ conversationId }) => {
          await members.join(conversationId)
          navigate(conversationPath(conversationId))
        }}
        onNew={() => setMaking(true)}
        onBack={onBack}
        indicator={indicator}
      />
      {making && <Gathered wish="channel" onClose={() => setMaking(false)} />}
    </>
  )
}
