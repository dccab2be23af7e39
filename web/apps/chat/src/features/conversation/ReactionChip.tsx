/** One emoji under a message: how many reacted with it, and who. Pressed, it is one's own. */
import { type FocusEvent, type PointerEvent, useRef, useState } from 'react'
import { useLater } from '../../browser'
import { classes } from '../../design'
import { useHold } from './useHold'

interface ReactionChipProps {
  emoji: string
  count: number
  /** Who it is from: "Ada and Bob reacted with …" */
  sentence: string
  mine: boolean
  /** One's own change of it is on its way. */
  pending: boolean
  reachable: boolean
  onToggle: () => void
}

export function ReactionChip(props: ReactionChipProps) {
  const { emoji, count, sentence, mine, pending, reachable, onToggle } = props
  const button = useRef<HTMLButtonElement>(null)
  const names = useNamesShown()
  return (
    <span className="relative" {...names.handlers}>
      <button
        ref={button}
        type="button"
        data-reaction
        aria-pressed={mine}
        aria-label={`${sentence}, ${count}`}
        tabIndex={reachable ? 0 : -1}
        onMouseDown={keepFocus}
        onClick={() => {
          // The chip goes with the last one, and the focus must not go with it.
          if (mine && count === 1 && document.activeElement === button.current)
            button.current?.closest('article')?.focus()
          onToggle()
        }}
        className={classes(
          'relative flex h-7 min-w-11 items-center justify-center gap-1 rounded-full border px-2 text-small tabular-nums',
          'transition-colors duration-(--appear) pointer-coarse:h-9 pointer-coarse:min-w-13 pointer-coarse:px-2.5',
          // Fingers get the space between the chips too.
          'pointer-coarse:after:absolute pointer-coarse:after:-inset-1',
          mine
            ? 'border-accent bg-accent-soft font-strong text-accent'
            : 'border-transparent bg-theirs text-ink-soft hover:border-outline',
          // Only where it takes a while.
          pending && 'animate-breathe [animation-delay:600ms]',
        )}
      >
        <span className="text-message leading-none">{emoji}</span>
        {count}
      </button>
      {names.shown && button.current && (
        <Names anchor={button.current} sentence={sentence} onClose={names.hide} />
      )}
    </span>
  )
}

/** With the mouse the focus stays in the composer, where one goes on writing. */
function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault()
}

/**
 * While it is pointed at or reached by keyboard, and after it was held until something else is touched. Browsers also
 * make up a mouse where the finger was last.
 */
function useNamesShown() {
  const [shown, setShown] = useState(false)
  const hide = () => setShown(false)
  const hold = useHold(() => setShown(true))
  return {
    shown,
    hide,
    handlers: {
      ...hold,
      onPointerEnter: ({ pointerType }: PointerEvent) =>
        pointerType === 'mouse' && matchMedia('(any-hover: hover)').matches && setShown(true),
      onPointerLeave: ({ pointerType }: PointerEvent) => pointerType === 'mouse' && hide(),
      onFocus: ({ target }: FocusEvent) => target.matches(':focus-visible') && setShown(true),
      onBlur: hide,
    },
  }
}

const loadNames = () => import('./ReactionNames').then(({ ReactionNames }) => ReactionNames)

function Names(props: { anchor: Element; sentence: string; onClose: () => void }) {
  const { part: ReactionNames } = useLater(loadNames, true)
  return ReactionNames && <ReactionNames {...props} />
}
