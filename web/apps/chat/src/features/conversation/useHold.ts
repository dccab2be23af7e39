/** Holding with a finger. What would come of it otherwise, a click or the browser's own menu, is kept away. */
import { type PointerEvent, type SyntheticEvent, useRef } from 'react'

const HOLD_MS = 400
/** A finger never lies quite still. */
const STILL_PX = 10

interface Holding {
  readonly x: number
  readonly y: number
  readonly timer: ReturnType<typeof setTimeout>
}

/** A link has a menu of its own. */
function isLink(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a') !== null
}

export function useHold(onHold: (target: EventTarget) => void) {
  const holding = useRef<Holding | null>(null)
  const held = useRef(false)
  const letGo = () => {
    if (holding.current) clearTimeout(holding.current.timer)
    holding.current = null
  }
  const keepAway = (event: SyntheticEvent) => {
    if (held.current) event.preventDefault()
  }
  return {
    onPointerDown: ({ pointerType, target, clientX: x, clientY: y }: PointerEvent) => {
      letGo()
      held.current = false
      if (pointerType !== 'touch' || isLink(target)) return
      const hold = () => {
        held.current = true
        onHold(target)
      }
      holding.current = { x, y, timer: setTimeout(hold, HOLD_MS) }
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const start = holding.current
      if (start && Math.hypot(clientX - start.x, clientY - start.y) > STILL_PX) letGo()
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    // The finger is lifted over what has appeared under it, and that must not take it for a tap.
    onTouchEnd: keepAway,
    onContextMenu: keepAway,
  }
}
