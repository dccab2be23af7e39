/** Somebody in a conversation: who they are, what they may do there, and what can be done about it. */
import type { ConversationSummary, Member, Person, Role, UserId } from '@webchat/client'
import { Menu, type MenuEntry } from '../../design/Menu'
import { PersonRow } from '../../design/PersonRow'
import { presenceWords } from '../../words'
import { may, mayRemove } from './rights'

const ROLE_WORDS: Readonly<Record<Role, string>> = { owner: 'Owner', admin: 'Admin', member: '' }
const APPOINT: readonly { role: Role; words: string }[] = [
  { role: 'owner', words: 'Make owner' },
  { role: 'admin', words: 'Make admin' },
  { role: 'member', words: 'Make member' },
]

export interface MemberDeeds {
  readonly onMessage: (userId: UserId) => void
  readonly onRole: (userId: UserId, role: Role) => void
  readonly onRemove: (person: Person) => void
}

interface MemberRowProps extends MemberDeeds {
  member: Member
  person: Person
  isMe: boolean
  summary: ConversationSummary
  now: number
}

export function MemberRow(props: MemberRowProps) {
  const { member, person, isMe, now } = props
  const entries = entriesOf(props)
  const role = ROLE_WORDS[member.role]
  return (
    <li className="-mx-2 flex min-h-12 items-center gap-1 rounded-control pl-2 [contain-intrinsic-height:48px] [content-visibility:auto]">
      <PersonRow person={person} note={isMe ? 'You' : presenceWords(person, now)}>
        {role && <span className="shrink-0 text-small text-muted">{role}</span>}
      </PersonRow>
      {entries.length > 0 && <Menu label={`What to do with ${person.name}`} entries={entries} />}
    </li>
  )
}

function entriesOf({ member, person, isMe, summary, ...does }: MemberRowProps): readonly MenuEntry[] {
  const { userId } = person
  const entries: MenuEntry[] = isMe ? [] : [{ label: 'Message', run: () => does.onMessage(userId) }]
  if (may('appoint', summary)) {
    const others = APPOINT.filter(({ role }) => role !== member.role)
    entries.push(...others.map(({ role, words }) => ({ label: words, run: () => does.onRole(userId, role) })))
  }
  if (!isMe && mayRemove(summary, member.role))
    entries.push({ label: 'Remove', danger: true, run: () => does.onRemove(person) })
  return entries
}
