/** Somebody with an account. */
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { Avatar, IconButton } from '../../design'
import { Line, Tag } from '../../design/Section'
import { ago } from '../../words/ago'
import { ManagePerson, type ManagePersonProps } from './ManagePerson'

interface PersonLineProps extends Omit<ManagePersonProps, 'onClose'> {
  now: number
}

export function PersonLine({ now, ...rest }: PersonLineProps) {
  const [isOpen, setOpen] = useState(false)
  const { userId, name, isAdmin, suspendedAt, lastSeenAt } = rest.account
  return (
    <Line
      face={<Avatar id={userId} name={name} />}
      title={
        <>
          <span dir="auto">{name}</span>
          {rest.isMe && <Tag>You</Tag>}
          {isAdmin && <Tag look="accent">Administrator</Tag>}
          {suspendedAt && <Tag look="danger">Suspended</Tag>}
        </>
      }
      actions={
        <IconButton label={`Manage ${name}`} onClick={() => setOpen(true)}>
          <Ellipsis />
        </IconButton>
      }
    >
      {userId}, {suspendedAt ? `suspended ${ago(suspendedAt, now)}` : `last seen ${ago(lastSeenAt, now)}`}
      {isOpen && <ManagePerson {...rest} onClose={() => setOpen(false)} />}
    </Line>
  )
}
