/** What can be done about something, in a list beside the button that it belongs to. */
import { Ellipsis } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from './Button'
import { Floating } from './Floating'
import { IconButton } from './IconButton'

export interface MenuEntry {
  readonly label: string
  readonly icon?: ReactNode
  readonly danger?: boolean
  readonly run: () => void
}

interface MenuProps {
  label: string
  entries: readonly MenuEntry[]
}

/** The list with its button. */
export function Menu({ label, entries }: MenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <IconButton
        label={label}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(anchor ? null : event.currentTarget)}
      >
        <Ellipsis />
      </IconButton>
      {anchor && <MenuList label={label} anchor={anchor} entries={entries} onClose={() => setAnchor(null)} />}
    </>
  )
}

interface MenuListProps extends MenuProps {
  anchor: HTMLElement
  /** `chosen`: because something was, which is run after this. */
  onClose: (chosen: boolean) => void
}

/** Shown while it is mounted. It closes on Escape, on a choice, and when one goes elsewhere. */
export function MenuList({ label, anchor, entries, onClose }: MenuListProps) {
  const box = useRef<HTMLDivElement>(null)
  // What is not shown yet can't have the focus.
  useEffect(
    () => box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true }),
    [],
  )
  const close = (chosen: boolean) => {
    anchor.focus({ preventScroll: true })
    onClose(chosen)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Escape') close(false)
    else if (step) focusNext(box.current, step)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Floating
      anchor={anchor}
      box={box}
      role="menu"
      aria-label={label}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget) && relatedTarget !== anchor) onClose(false)
      }}
      className="flex min-w-44 flex-col rounded-card bg-raised p-1 text-ink"
    >
      {entries.map(({ label: words, icon, danger, run }) => (
        <Button
          key={words}
          role="menuitem"
          look={danger ? 'danger' : 'quiet'}
          onClick={() => {
            close(true)
            run()
          }}
          className="justify-start! px-3!"
        >
          {icon}
          {words}
        </Button>
      ))}
    </Floating>
  )
}

function focusNext(box: HTMLElement | null, by: number): void {
  const all = [...(box?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  const current = all.indexOf(document.activeElement as HTMLElement)
  all.at((current + by) % all.length)?.focus()
}
