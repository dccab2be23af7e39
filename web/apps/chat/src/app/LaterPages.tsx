/** What is beside the messenger, loaded when it is wanted: one's own account, and the administration. */
import { useChatState } from '@webchat/react'
import type { ComponentType } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { useLater } from '../browser'
import { ADMINISTRATION, LIST } from './routes'
import { own } from './useWhoIsHere'
import { Unreachable, Waiting } from './Waiting'

const loadAccount = () => import('../features/account').then(({ Account }) => Account)
const loadAdministration = () =>
  import('../features/administration').then(({ Administration }) => Administration)

interface LaterAccountProps {
  onSignOut: () => void
  /** The server says that nobody is signed in. */
  onSignedOut: () => void
}

export function LaterAccount(props: LaterAccountProps) {
  const me = useChatState(state => state.me)
  const later = useLater(loadAccount, true)
  return (
    <Arriving later={later}>
      {Account => <Account {...props} accounts={own} me={me} onBack={back} />}
    </Arriving>
  )
}

interface LaterAdministrationProps {
  me: string
  onSignedOut: () => void
}

export function LaterAdministration(props: LaterAdministrationProps) {
  const later = useLater(loadAdministration, true)
  return (
    <Arriving later={later}>
      {Administration => <Administration {...props} base={ADMINISTRATION} onBack={back} />}
    </Arriving>
  )
}

const back = () => navigate(LIST)

interface ArrivingProps<Props> {
  later: { part: ComponentType<Props> | null; failed: boolean; retry: () => void }
  children: (part: ComponentType<Props>) => React.ReactNode
}

function Arriving<Props>({ later: { part, failed, retry }, children }: ArrivingProps<Props>) {
  if (part) return children(part)
  return failed ? <Unreachable onRetry={retry} /> : <Waiting />
}
