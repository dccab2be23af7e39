/** The message that is acted on: the one with the focus, moved by the arrow keys, or the one held with a finger. */
import { type FocusEvent, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'

const HOLD_MS = 400
const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }

function messageAt(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-message]') : null
}

function stepFrom(list: HTMLElement, target: EventTarget, step: number): HTMLElement | undefined {
  const all = [...list.querySelectorAll<HTMLElement>('[data-message]')]
  const current = messageAt(target)
  return current ? all[all.indexOf(current) + step] : all.at(step < 0 ? -1 : 0)
}

export function useActiveMessage() {
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const holding = useRef<ReturnType<typeof setTimeout>>(undefined)
  const letGo = () => clearTimeout(holding.current)
  return {
    activeKey,
    handlers: {
      onFocus: (event: FocusEvent) => setActiveKey(messageAt(event.target)?.dataset.message ?? null),
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setActiveKey(null)
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        const step = STEPS[event.key]
        const next = step && stepFrom(event.currentTarget, event.target, step)
        if (!next) return
        event.preventDefault()
        next.focus()
      },
      onPointerDown: (event: PointerEvent) => {
        const key = messageAt(event.target)?.dataset.message
        if (event.pointerType === 'touch' && key) holding.current = setTimeout(setActiveKey, HOLD_MS, key)
      },
      onPointerUp: letGo,
      onPointerMove: (event: PointerEvent) => Math.hypot(event.movementX, event.movementY) > 4 && letGo(),
      onPointerCancel: letGo,
    },
  }
}
