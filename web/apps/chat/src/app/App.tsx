/** Who is here decides what is shown: the entrance, the welcome, or the chat. */
import { LucideProvider } from 'lucide-react'
import { Chatting } from './Chatting'
import { ErrorBoundary } from './ErrorBoundary'
import { LaterEntrance } from './LaterEntrance'
import { LaterWelcome, prepareWelcome } from './LaterWelcome'
import { useLasting } from './lasting'
import { useArrivedLink } from './link'
import { readIdentity } from './useIdentity'
import { useWhoIsHere } from './useWhoIsHere'
import { Unreachable, Waiting } from './Waiting'

if (!readIdentity()) prepareWelcome()

export function App() {
  return (
    <ErrorBoundary>
      <LucideProvider size={18} strokeWidth={1.75}>
        <Door />
      </LucideProvider>
    </ErrorBoundary>
  )
}

function Door() {
  const here = useWhoIsHere()
  const [link, onLinkDone] = useArrivedLink()
  const lasting = useLasting()
  const { session, identity, setIdentity } = here
  // Where nobody is asked who they are, links lead nowhere.
  const isInvited = link !== null && session?.mode !== 'open'
  if (identity && !isInvited) {
    if (!lasting) return null
    return <Chatting key={identity.userId} identity={identity} here={here} lasting={lasting} />
  }
  if (!session) return here.failed ? <Unreachable onRetry={here.ask} /> : <Waiting />
  if (session.mode !== 'open')
    return <LaterEntrance session={session} here={here} link={link} onLinkDone={onLinkDone} />
  return (
    <LaterWelcome
      onChosen={chosen => setIdentity({ ...chosen, mode: 'open', isAdmin: false, isOut: false })}
    />
  )
}
