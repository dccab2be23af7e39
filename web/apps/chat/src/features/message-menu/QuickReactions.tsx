/** The few emoji that most reactions are made of, and the way to all others. */
import { Ellipsis } from 'lucide-react'
import { IconButton } from '../../design'
import { EmojiButton } from './EmojiButton'
import type { Emoji } from './emoji'
import { moveFocus } from './neighbour'

const QUICK: readonly Omit<Emoji, 'keywords'>[] = [
  { emoji: '👍', name: 'thumbs up' },
  { emoji: '❤️', name: 'red heart' },
  { emoji: '😂', name: 'tears of joy' },
  { emoji: '😮', name: 'surprised' },
  { emoji: '😢', name: 'crying' },
  { emoji: '🎉', name: 'party popper' },
]

interface QuickReactionsProps {
  chosen: ReadonlySet<string>
  onPick: (emoji: string) => void
  onAll: () => void
}

export function QuickReactions({ chosen, onPick, onAll }: QuickReactionsProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside have the focus; this hears the arrow keys
    <div
      onKeyDown={event => moveFocus(event.currentTarget, event.key) && event.preventDefault()}
      className="flex justify-between"
    >
      {QUICK.map(({ emoji, name }) => (
        <EmojiButton key={emoji} emoji={emoji} name={name} chosen={chosen.has(emoji)} onPick={onPick} />
      ))}
      <IconButton label="More emoji" onClick={onAll}>
        <Ellipsis />
      </IconButton>
    </div>
  )
}
