/** Me, at the top of the list: name and face, and what opens from them. */
import type { Person } from '@webchat/client'
import { ChevronDown, LogOut, NotebookPen, Pencil } from 'lucide-react'
import { type ReactNode, useId, useRef, useState } from 'react'
import { Avatar, Button } from '../../design'
import { ChangeName } from './ChangeName'
import { Leave } from './Leave'
import { ThemeChoice } from './ThemeChoice'

interface MeMenuProps {
  me: Person
  /** How many of my messages are still on their way. */
  waiting: number
  /** Opens the conversation with oneself. */
  onNotes: () => void
  onRename: (name: string) => void
  onLeave: () => void
  /** What somebody with an account has in place of another name; null for those without one. */
  account: ReactNode
}

export function MeMenu({ me, waiting, onNotes, onRename, onLeave, account }: MeMenuProps) {
  const [asking, setAsking] = useState<'name' | 'leave' | null>(null)
  const panel = useRef<HTMLDivElement>(null)
  const id = useId()
  const ask = (question: 'name' | 'leave' | null) => {
    panel.current?.hidePopover?.()
    setAsking(question)
  }
  const close = () => setAsking(null)
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className="flex min-h-(--target) min-w-0 items-center gap-2 rounded-control py-1 pr-2 pl-1 hover:bg-hover"
      >
        <Avatar id={me.userId} name={me.name} size="small" />
        <span dir="auto" className="truncate text-ui font-strong">
          {me.name}
        </span>
        <span className="sr-only">: name and theme</span>
        <ChevronDown size={16} className="shrink-0 text-muted" />
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="fixed inset-auto top-14 left-3 w-[min(264px,calc(100vw-24px))] animate-appear rounded-card bg-raised p-2 text-ink shadow-float"
      >
        <div className="flex flex-col gap-1">
          <div className="flex items-center gap-3 p-2">
            <Avatar id={me.userId} name={me.name} size="large" />
            <span dir="auto" className="line-clamp-2 text-left text-message font-strong wrap-anywhere">
              {me.name}
            </span>
          </div>
          <ThemeChoice />
          <Button
            onClick={() => {
              ask(null)
              onNotes()
            }}
            className="justify-start px-2!"
          >
            <NotebookPen /> Notes to yourself
          </Button>
          <Button onClick={() => ask('name')} className="justify-start px-2!">
            <Pencil /> Change name
          </Button>
          {account === null ? (
            <Button onClick={() => ask('leave')} className="justify-start px-2!">
              <LogOut /> Use another name
            </Button>
          ) : (
            account
          )}
        </div>
      </div>
      {asking === 'name' && <ChangeName name={me.name} onChange={onRename} onClose={close} />}
      {asking === 'leave' && <Leave name={me.name} waiting={waiting} onLeave={onLeave} onClose={close} />}
    </>
  )
}
