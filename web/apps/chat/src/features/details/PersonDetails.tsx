/** Somebody one talks to: how reachable they are, what they say of themselves, and blocking them. */
import type { Person } from '@webchat/client'
import { Ban } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useNow } from '../../browser'
import { useAttempt } from '../../browser/useAttempt'
import { Question } from '../../design/Question'
import { Refusal } from '../../design/Refusal'
import { presenceWords } from '../../words'
import { localTime } from '../../words/local'
import { Face } from './Face'
import { Do, Section } from './Rows'

interface PersonDetailsProps {
  face: ReactNode
  person: Person
  title: string
  isMe: boolean
  /** Null while it is not known, and where one can't. */
  blocked: boolean | null
  onBlock: (on: boolean) => Promise<void>
}

const MINUTE = 60_000

export function PersonDetails({ face, person, title, isMe, blocked, onBlock }: PersonDetailsProps) {
  const [asking, setAsking] = useState(false)
  const { refusal, attempt } = useAttempt()
  const now = useNow(MINUTE)
  if (isMe) return <Face face={face} title={title} words="Only you see what is here." />
  return (
    <>
      <Face face={face} title={title} words={presenceWords(person, now)}>
        <Status person={person} />
      </Face>
      <Facts person={person} now={now} />
      {blocked !== null && (
        <Section title={blocked ? 'You have blocked them' : 'Blocking'}>
          <Refusal words={refusal} />
          <Do
            icon={<Ban />}
            label={blocked ? 'Unblock' : 'Block'}
            danger={!blocked}
            onDo={() => (blocked ? void attempt(() => onBlock(false)) : setAsking(true))}
          />
        </Section>
      )}
      {asking && (
        <Question
          title={`Block ${person.name}?`}
          act="Block"
          onAct={() => onBlock(true)}
          onClose={() => setAsking(false)}
        >
          <p>
            Neither of you can write to the other directly, or sees whether the other is here. In groups and
            channels nothing changes. {person.name} isn’t told.
          </p>
        </Question>
      )}
    </>
  )
}

function Status({ person: { statusEmoji, statusText } }: { person: Person }) {
  if (!statusEmoji && !statusText) return null
  return (
    <p dir="auto" className="mt-2 max-w-full rounded-card bg-hover px-3 py-2 text-ui wrap-anywhere">
      {statusEmoji} {statusText}
    </p>
  )
}

function Facts({ person: { userId, name, pronouns, timeZone }, now }: { person: Person; now: number }) {
  const time = timeZone ? localTime(timeZone, now) : null
  const facts = [
    ['Pronouns', pronouns],
    ['Local time', time],
    ['Known as', name === userId ? null : userId],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]))
  if (facts.length === 0) return null
  return (
    <dl className="flex flex-col gap-3 border-t border-hairline py-4 text-ui">
      {facts.map(([what, words]) => (
        <div key={what} className="flex flex-col">
          <dt className="text-small text-muted">{what}</dt>
          <dd dir="auto" className="text-left wrap-anywhere tabular-nums">
            {words}
          </dd>
        </div>
      ))}
    </dl>
  )
}
