/** Moving through the list with the arrow keys. */
import { type KeyboardEvent, type RefObject, useRef } from 'react'

const rowsIn = (list: HTMLElement | null) => [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]

function target(rows: readonly HTMLElement[], current: number, key: string): HTMLElement | undefined {
  if (key === 'ArrowDown') return rows[current + 1]
  if (key === 'ArrowUp') return rows[current - 1]
  if (key === 'Home') return rows[0]
  return key === 'End' ? rows.at(-1) : undefined
}

interface Rows {
  list: RefObject<HTMLDivElement | null>
  onKeyDown: (event: KeyboardEvent) => void
  focusFirst: () => void
  openFirst: () => void
}

export function useRows(): Rows {
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const rows = rowsIn(list.current)
    const current = rows.indexOf(document.activeElement as HTMLElement)
    const next = current < 0 ? undefined : target(rows, current, event.key)
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return {
    list,
    onKeyDown,
    focusFirst: () => rowsIn(list.current)[0]?.focus(),
    openFirst: () => rowsIn(list.current)[0]?.click(),
  }
}
