/** Who is in a conversation, with what they may do there. */
import type { ConversationSummary, Member, MemberList, Person, UserId } from '@webchat/client'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useNow } from '../../browser'
import { Bone, Button, TextButton } from '../../design'
import { folded, members as membersWords } from '../../words'
import { type MemberDeeds, MemberRow } from './MemberRow'
import { Section } from './Rows'
import { may } from './rights'

interface MemberSectionProps extends MemberDeeds {
  list: MemberList
  summary: ConversationSummary
  me: UserId
  personOf: (userId: UserId) => Person
  onAdd: () => void
  onRetry: () => void
}

const MINUTE = 60_000
/** More are found by typing a part of the name, or by asking for all. */
const SHOWN = 50
/** A list as long as this is easier to type in than to look through. */
const LONG = 12
const RANK = { owner: 0, admin: 1, member: 2 }

/** Those who have a say first, then those who are here, by name. */
function inOrder(members: readonly Member[], personOf: MemberSectionProps['personOf']) {
  const all = members.map(member => ({ member, person: personOf(member.userId) }))
  return all.sort(
    (one, other) =>
      RANK[one.member.role] - RANK[other.member.role] ||
      Number(one.person.status === 'offline') - Number(other.person.status === 'offline') ||
      one.person.name.localeCompare(other.person.name),
  )
}

export function MemberSection(props: MemberSectionProps) {
  const { list, summary, me, personOf, onAdd, onRetry, ...does } = props
  const [query, setQuery] = useState('')
  const [all, setAll] = useState(false)
  const now = useNow(MINUTE)
  const words = folded(query.trim())
  const rows = inOrder(list.members, personOf).filter(({ person }) => folded(person.name).includes(words))
  const shown = all ? rows : rows.slice(0, SHOWN)
  const add = may('add', summary) && (
    <Button onClick={onAdd} className="-mr-2 px-2!">
      <UserPlus /> Add
    </Button>
  )
  return (
    <Section title={membersWords(summary.memberCount ?? list.members.length)} aside={add}>
      {list.status === 'loading' && <Bones />}
      {list.status === 'failed' && (
        <p className="py-2 text-ui text-muted">
          Couldn’t load who is here. <TextButton onClick={onRetry}>Try again</TextButton>
        </p>
      )}
      {list.members.length > LONG && (
        <input
          type="search"
          dir="auto"
          aria-label="Find a member"
          placeholder="Find a member"
          value={query}
          onChange={event => setQuery(event.target.value)}
          className="field-type mb-2 h-9 rounded-card bg-hover px-3 outline-offset-0 placeholder:text-muted pointer-coarse:h-11 pointer-fine:text-ui"
        />
      )}
      <ul aria-label="Members" className="flex flex-col">
        {shown.map(({ member, person }) => (
          <MemberRow
            key={member.userId}
            member={member}
            person={person}
            isMe={member.userId === me}
            summary={summary}
            now={now}
            {...does}
          />
        ))}
      </ul>
      {rows.length > shown.length && (
        <Button onClick={() => setAll(true)}>Show {rows.length - shown.length} more</Button>
      )}
    </Section>
  )
}

function Bones() {
  return (
    <div role="status" aria-label="Loading members" className="flex flex-col">
      {['w-32', 'w-24', 'w-28'].map(width => (
        <div key={width} className="flex h-12 items-center gap-3">
          <Bone className="size-8 rounded-full" />
          <Bone className={`h-3 rounded-tail ${width}`} />
        </div>
      ))}
    </div>
  )
}
