/** What opens from me: how I am seen, the theme, my notes, and leaving. Loaded after the page. */
import type { Person } from '@webchat/client'
import { LogOut, NotebookPen, Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import { Avatar, Button } from '../../design'
import { ThemeChoice } from './ThemeChoice'

export interface MePanelProps {
  me: Person
  /** Opens the conversation with oneself. */
  onNotes: () => void
  /** Opens what others see of me; null where that can't be had. */
  onProfile: (() => void) | null
  /** Asks whether to forget in this browser who one is. */
  onLeave: () => void
  /** What somebody with an account has in place of another name; null for those without one. */
  account: ReactNode
  /** Closes the panel. */
  onChosen: () => void
}

export function MePanel({ me, onNotes, onProfile, onLeave, account, onChosen }: MePanelProps) {
  const then = (act: () => void) => () => {
    onChosen()
    act()
  }
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-3 p-2">
        <Avatar id={me.userId} name={me.name} picture={me.avatar} size="large" />
        <span className="flex min-w-0 flex-col">
          <span dir="auto" className="line-clamp-2 text-left text-message font-strong wrap-anywhere">
            {me.name}
          </span>
          {(me.statusEmoji || me.statusText) && (
            <span dir="auto" className="truncate text-left text-small text-muted">
              {me.statusEmoji} {me.statusText}
            </span>
          )}
        </span>
      </div>
      <ThemeChoice />
      {onProfile && (
        <Button onClick={then(onProfile)} className="justify-start px-2!">
          <Pencil /> Edit profile
        </Button>
      )}
      <Button onClick={then(onNotes)} className="justify-start px-2!">
        <NotebookPen /> Notes to yourself
      </Button>
      {account === null ? (
        <Button onClick={then(onLeave)} className="justify-start px-2!">
          <LogOut /> Use another name
        </Button>
      ) : (
        account
      )}
    </div>
  )
}
