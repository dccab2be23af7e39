/** The menu beside a message. It closes on Escape, and when one goes elsewhere; the focus returns to where it was. */
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { Floating } from '../../design/Floating'

interface MenuPopoverProps {
  anchor: Element
  label: string
  onClose: () => void
  children: ReactNode
}

/** Whoever came by keyboard begins at the first of what there is; the mouse points by itself. */
function useFocusInside(anchor: Element) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    const first = before === anchor ? box.current?.querySelector<HTMLElement>('button') : null
    const target = first ?? box.current
    target?.focus({ preventScroll: true })
    return () => {
      // One who went elsewhere by themselves stays there.
      const { activeElement } = document
      const left = activeElement === null || activeElement === document.body
      if (before instanceof HTMLElement && (left || target?.contains(activeElement)))
        before.focus({ preventScroll: true })
    }
  }, [anchor])
  return box
}

export function MenuPopover({ anchor, label, onClose, children }: MenuPopoverProps) {
  const box = useFocusInside(anchor)
  useEffect(() => {
    const onPointerDown = ({ target }: PointerEvent) => {
      // The button that it stands beside closes it by itself.
      const inside = target instanceof Node && (box.current?.contains(target) || anchor.contains(target))
      if (!inside) onClose()
    }
    window.addEventListener('pointerdown', onPointerDown)
    return () => window.removeEventListener('pointerdown', onPointerDown)
  }, [anchor, box, onClose])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    onClose()
  }
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) onClose()
  }
  return (
    <Floating
      anchor={anchor}
      box={box}
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
      className="max-w-[calc(100vw-16px)] rounded-card bg-raised p-1 text-ink outline-none"
    >
      {children}
    </Floating>
  )
}
