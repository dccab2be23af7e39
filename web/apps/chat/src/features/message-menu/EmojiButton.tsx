/** One emoji that one can react with. */
import { memo } from 'react'
import { classes } from '../../design'

interface EmojiButtonProps {
  emoji: string
  name: string
  /** It is one's own already; picking it takes it back. */
  chosen: boolean
  /** Of many, one can be reached by Tab; the arrow keys go on from there. */
  reachable?: boolean
  onPick: (emoji: string) => void
}

export const EmojiButton = memo(function EmojiButton(props: EmojiButtonProps) {
  const { emoji, name, chosen, reachable = true, onPick } = props
  return (
    <button
      type="button"
      title={name}
      aria-label={`${emoji} ${name}`}
      aria-pressed={chosen}
      tabIndex={reachable ? 0 : -1}
      onClick={() => onPick(emoji)}
      className={classes(
        'min-target grid place-items-center rounded-control text-display leading-none focus-visible:outline-offset-[-2px]',
        chosen ? 'bg-accent-soft outline-1 outline-accent' : 'hover:bg-hover active:bg-pressed',
      )}
    >
      {emoji}
    </button>
  )
})
