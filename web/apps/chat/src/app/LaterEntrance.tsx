/** The entrance, which is loaded when somebody has to come in, and where they go from there. */
import type { ConversationId, LinkPurpose, SessionState } from '@webchat/client'
import { useCallback } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { useLater } from '../browser'
import type { ArrivedLink } from './link'
import { conversationPath, INVITATIONS, LIST, SIGN_UP, usePart } from './routes'
import { own, type WhoIsHere } from './useWhoIsHere'
import { Unreachable, Waiting } from './Waiting'

const load = () => import('../features/entrance').then(({ Entrance }) => Entrance)

interface LaterEntranceProps {
  session: SessionState
  here: WhoIsHere
  /** The link that is being used; null without one. */
  link: ArrivedLink | null
  /** It was used, or isn't going to be. */
  onLinkDone: (next: string) => void
}

export function LaterEntrance({ session, here, link, onLinkDone }: LaterEntranceProps) {
  const { part: Entrance, failed, retry } = useLater(load, true)
  const part = usePart()
  const onAccepted = useCallback(
    ([first]: readonly ConversationId[]) => onLinkDone(first ? conversationPath(first) : LIST),
    [onLinkDone],
  )
  const onSession = (fresh: SessionState, by: LinkPurpose | null) => {
    here.set(fresh)
    if (by === 'setup') onLinkDone(INVITATIONS)
    else if (by !== null) onLinkDone(LIST)
    // Who was sent away from somewhere comes back to it.
    else if (part === 'sign-up') navigate(LIST, { replace: true })
  }
  if (!Entrance) return failed ? <Unreachable onRetry={retry} /> : <Waiting />
  return (
    <Entrance
      accounts={own}
      session={session}
      was={here.was?.userId ?? null}
      asked={link ?? (part === 'sign-up' ? 'sign-up' : 'nothing')}
      signUpHref={SIGN_UP}
      onSession={onSession}
      onAccepted={onAccepted}
      onLeave={() => (link ? onLinkDone(LIST) : navigate(LIST))}
      onLook={here.ask}
    />
  )
}
