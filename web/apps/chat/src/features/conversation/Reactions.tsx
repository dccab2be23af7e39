/** The reactions under a message, in the order in which they came. */
import type { TimelineItem } from '@webchat/client'
import { classes } from '../../design'
import { ReactionChip } from './ReactionChip'
import { type Readers, reactionSentence } from './reactions'

interface ReactionsProps {
  item: TimelineItem
  readers: Readers
  atEnd: boolean
  /** Whether the chips can be reached by Tab. */
  active: boolean
  onReact: (emoji: string, on: boolean) => void
}

/** What of the item is still on its way. */
function pendingEmoji({ change }: TimelineItem): string | null {
  if (change?.delivery.state !== 'pending' || change.command.type !== 'react') return null
  return change.command.emoji
}

export function Reactions({ item, readers, atEnd, active, onReact }: ReactionsProps) {
  if (!item.reactions) return null
  const pending = pendingEmoji(item)
  return (
    <ul
      aria-label="Reactions"
      className={classes('flex max-w-full flex-wrap gap-1 py-1 pointer-coarse:gap-2', atEnd && 'justify-end')}
    >
      {item.reactions.map(reaction => {
        const { emoji, userIds } = reaction
        const mine = userIds.includes(readers.me)
        return (
          <li key={emoji}>
            <ReactionChip
              emoji={emoji}
              count={userIds.length}
              sentence={reactionSentence(reaction, readers)}
              mine={mine}
              pending={emoji === pending}
              reachable={active}
              onToggle={() => onReact(emoji, !mine)}
            />
          </li>
        )
      })}
    </ul>
  )
}
