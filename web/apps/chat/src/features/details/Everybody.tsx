/** The channel that everybody is in: who there is. */
import type { ConversationSummary, Member, MemberList, Person, UserId } from '@webchat/client'
import { Pencil } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { Button } from '../../design'
import { type Change, EditConversation } from './EditConversation'
import { Face } from './Face'
import { MemberSection } from './MemberSection'
import { may } from './rights'

interface EverybodyProps {
  face: ReactNode
  title: string
  summary: ConversationSummary
  me: Person
  people: readonly Person[]
  personOf: (userId: UserId) => Person
  onChange: (change: Change) => Promise<void>
  onMessage: (userId: UserId) => void
}

const nothing = () => {}

export function Everybody(props: EverybodyProps) {
  const { face, title, summary, me, people, personOf, onChange, onMessage } = props
  const [editing, setEditing] = useState(false)
  const list = useMemo((): MemberList => {
    const members = [me, ...people].map(({ userId }): Member => ({ userId, role: 'member', joinedAt: null }))
    return { status: 'ready', members }
  }, [me, people])
  return (
    <>
      <Face face={face} title={title} words="Everybody is in it">
        {summary.description && (
          <p dir="auto" className="max-w-full pt-2 text-ui wrap-anywhere whitespace-pre-line">
            {summary.description}
          </p>
        )}
        {may('describe', summary) && (
          <Button onClick={() => setEditing(true)} className="mt-1">
            <Pencil size={16} /> Edit
          </Button>
        )}
      </Face>
      <MemberSection
        list={list}
        summary={summary}
        me={me.userId}
        personOf={personOf}
        onMessage={onMessage}
        onAdd={nothing}
        onRole={nothing}
        onRemove={nothing}
        onRetry={nothing}
      />
      {editing && (
        <EditConversation
          summary={summary}
          title={title}
          onChange={onChange}
          onClose={() => setEditing(false)}
        />
      )}
    </>
  )
}
