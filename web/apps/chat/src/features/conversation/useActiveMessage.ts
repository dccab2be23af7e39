/** The message that is acted on: the one with the focus, moved by the arrow keys, or the one held with a finger. */
import { type FocusEvent, type KeyboardEvent, useState } from 'react'
import { useHold } from './useHold'

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }

function messageAt(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-message]') : null
}

/** A reaction that is held tells who it is from. */
function isReaction(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-reaction]') !== null
}

function stepFrom(list: HTMLElement, target: EventTarget, step: number): HTMLElement | undefined {
  const all = [...list.querySelectorAll<HTMLElement>('[data-message]')]
  const current = messageAt(target)
  return current ? all[all.indexOf(current) + step] : all.at(step < 0 ? -1 : 0)
}

export function useActiveMessage(onHold: (key: string) => void) {
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const hold = useHold(target => {
    const key = messageAt(target)?.dataset.message
    if (key && !isReaction(target)) onHold(key)
  })
  return {
    activeKey,
    handlers: {
      ...hold,
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
    },
  }
}
