/** A group or channel: what it is for, who is in it, and what can be done about it. */
import type { ConversationSummary, MemberList, Person, Role, UserId } from '@webchat/client'
import { Archive, ArchiveRestore, LogOut, Pencil } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useAttempt } from '../../browser/useAttempt'
import { Button } from '../../design'
import { Question } from '../../design/Question'
import { Refusal } from '../../design/Refusal'
import { type Change, EditConversation } from './EditConversation'
import { Face } from './Face'
import { MemberSection } from './MemberSection'
import { Do, Section } from './Rows'
import { may } from './rights'

export interface GroupDeeds {
  readonly onChange: (change: Change) => Promise<void>
  readonly onRole: (userId: UserId, role: Role) => Promise<void>
  readonly onRemove: (userId: UserId) => Promise<void>
  readonly onArchive: (archived: boolean) => Promise<void>
  readonly onLeave: () => Promise<void>
  readonly onAdd: () => void
  readonly onMessage: (userId: UserId) => void
  readonly onRetry: () => void
}

interface GroupDetailsProps {
  face: ReactNode
  title: string
  summary: ConversationSummary
  list: MemberList
  me: UserId
  personOf: (userId: UserId) => Person
  does: GroupDeeds
}

function kindWords({ kind, visibility, posting, archivedAt }: ConversationSummary): string {
  const what = kind === 'group' ? 'Group' : visibility === 'public' ? 'Public channel' : 'Private channel'
  return [what, posting === 'admins' && 'for announcements', archivedAt && 'archived']
    .filter(Boolean)
    .join(', ')
}

type Asking = 'edit' | 'leave' | Person | null

export function GroupDetails({ face, title, summary, list, me, personOf, does }: GroupDetailsProps) {
  const [asking, setAsking] = useState<Asking>(null)
  const { refusal, attempt } = useAttempt()
  const { archivedAt, visibility, description } = summary
  const close = () => setAsking(null)
  // Whoever can come back needs no question.
  const leave = () => (visibility === 'public' ? void attempt(does.onLeave) : setAsking('leave'))
  return (
    <>
      <Face face={face} title={title} words={kindWords(summary)}>
        {description && (
          <p dir="auto" className="max-w-full pt-2 text-ui wrap-anywhere whitespace-pre-line">
            {description}
          </p>
        )}
        {may('describe', summary) && (
          <Button onClick={() => setAsking('edit')} className="mt-1">
            <Pencil size={16} /> Edit
          </Button>
        )}
      </Face>
      <Refusal words={refusal} />
      <MemberSection
        list={list}
        summary={summary}
        me={me}
        personOf={personOf}
        {...does}
        onRole={(userId, role) => void attempt(() => does.onRole(userId, role))}
        onRemove={setAsking}
      />
      <Section title={summary.kind === 'group' ? 'This group' : 'This channel'}>
        {may('archive', summary) && (
          <Do
            icon={archivedAt ? <ArchiveRestore /> : <Archive />}
            label={archivedAt ? 'Bring back from the archive' : 'Archive'}
            onDo={() => void attempt(() => does.onArchive(!archivedAt))}
          />
        )}
        <Do icon={<LogOut />} label="Leave" danger onDo={leave} />
      </Section>
      {asking === 'edit' && (
        <EditConversation summary={summary} title={title} onChange={does.onChange} onClose={close} />
      )}
      {asking === 'leave' && (
        <Question title={`Leave ${title}?`} act="Leave" onAct={does.onLeave} onClose={close}>
          <p>It goes from your list with everything that was said there.</p>
          <p>To come back, somebody who is in it has to add you.</p>
        </Question>
      )}
      {asking !== null && typeof asking === 'object' && (
        <Question
          title={`Remove ${asking.name}?`}
          act="Remove"
          onAct={() => does.onRemove(asking.userId)}
          onClose={close}
        >
          <p>
            {asking.name} sees nothing of {title} any more, from this moment on. What they said stays. You can
            add them again.
          </p>
        </Question>
      )}
    </>
  )
}
