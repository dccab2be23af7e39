/** Somebody in a list: face, name, and a word about them. */
import type { Person } from '@webchat/client'
import type { ReactNode } from 'react'
import { Avatar } from './Avatar'

interface PersonRowProps {
  person: Person
  note: string
  /** Beside the name. */
  children?: ReactNode
}

export function PersonRow({ person, note, children }: PersonRowProps) {
  const { userId, name, status, avatar } = person
  return (
    <span className="flex min-w-0 flex-1 items-center gap-3">
      <Avatar id={userId} name={name} size="small" status={status} picture={avatar} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline gap-2">
          <span dir="auto" className="truncate text-left text-ui font-medium">
            {name}
          </span>
          {children}
        </span>
        <span dir="auto" className="truncate text-left text-small text-muted">
          {note}
        </span>
      </span>
    </span>
  )
}
