/** Who reacted, above the reaction that is asked about. It is drawn only; the reaction itself says it to who listens. */
import { useEffect, useRef } from 'react'
import { Floating } from '../../design/Floating'

interface ReactionNamesProps {
  anchor: Element
  sentence: string
  onClose: () => void
}

/** Escape puts it away, and so does a finger somewhere else. */
export function ReactionNames({ anchor, sentence, onClose }: ReactionNamesProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => key === 'Escape' && onClose()
    const onPointerDown = ({ pointerType }: PointerEvent) => pointerType === 'touch' && onClose()
    window.addEventListener('keydown', onKeyDown)
    window.addEventListener('pointerdown', onPointerDown)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      window.removeEventListener('pointerdown', onPointerDown)
    }
  })
  return (
    <Floating
      anchor={anchor}
      box={box}
      aria-hidden="true"
      className="max-w-72 rounded-control pointer-coarse:pointer-events-none bg-ink px-2.5 py-1.5 text-small wrap-anywhere text-surface"
    >
      {sentence}
    </Floating>
  )
}
