/** In the composer's place, where one can't write: why, and the way out if there is one. Loaded after the page. */
import { useMembership } from '@webchat/react/members'
import { useAttempt } from '../browser/useAttempt'
import { TextButton } from '../design'
import { Refusal } from '../design/Refusal'
import type { Place } from './place'
import type { ClosedBy } from './useClosed'

interface ClosedProps {
  place: Place
  by: ClosedBy
}

export function Closed({ place: { conversationId, peer, title, summary }, by }: ClosedProps) {
  const members = useMembership()
  if (by === 'block' && peer)
    return (
      <Sentence
        words={`You have blocked ${title}.`}
        act="Unblock"
        onAct={() => members.block(peer.userId, false)}
      />
    )
  if (by === 'rule') return <Sentence words="Only admins and owners write here." />
  const words = 'This is archived: nobody writes here any more.'
  if (summary?.role !== 'owner') return <Sentence words={`${words} An owner can bring it back.`} />
  const bringBack = () => members.change(conversationId, { archived: false })
  return <Sentence words={words} act="Bring it back" onAct={bringBack} />
}

interface SentenceProps {
  words: string
  act?: string
  onAct?: () => Promise<void>
}

function Sentence({ words, act, onAct }: SentenceProps) {
  const { busy, refusal, attempt } = useAttempt()
  return (
    <div className="shrink-0 border-t border-hairline px-4 pt-4 pb-[max(16px,env(safe-area-inset-bottom))] text-center text-ui text-balance text-muted">
      <p>
        {words}{' '}
        {act && onAct && (
          <TextButton disabled={busy} onClick={() => void attempt(onAct)}>
            {act}
          </TextButton>
        )}
      </p>
      <Refusal words={refusal} />
    </div>
  )
}
