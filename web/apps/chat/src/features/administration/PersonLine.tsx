/** Somebody with an account, and what can be done about that. */
import type { AccountRecord, ChangeAccount, MadeLink } from '@webchat/client'
import type { Administration } from '@webchat/client/administration'
import { type ReactNode, useState } from 'react'
import { useDeed } from '../../browser/useDeed'
import { Avatar, Button, Dialog } from '../../design'
import { Line, Tag } from '../../design/Section'
import { Failure } from '../../design/State'
import { ago } from '../../words/ago'

interface PersonLineProps {
  api: Administration
  account: AccountRecord
  isMe: boolean
  now: number
  onChanged: (account: AccountRecord) => void
  onLink: (made: MadeLink) => void
  onSignedOut: () => void
}

/** What is asked before it is done. */
interface Question {
  readonly title: string
  readonly words: string
  readonly action: string
  readonly change: ChangeAccount
}

function suspension({ name, suspendedAt }: AccountRecord): Question {
  if (suspendedAt) {
    return {
      title: `Let ${name} in again?`,
      words: 'They can sign in as before, and find everything as they left it.',
      action: 'Let in again',
      change: { suspended: false },
    }
  }
  return {
    title: `Suspend ${name}?`,
    words: 'They are signed out everywhere at once and can’t sign in. What they said stays.',
    action: 'Suspend',
    change: { suspended: true },
  }
}

function administering({ name, isAdmin }: AccountRecord): Question {
  if (isAdmin) {
    return {
      title: `Take administration from ${name}?`,
      words: 'They stay in the chat like everybody else.',
      action: 'Take administration',
      change: { isAdmin: false },
    }
  }
  return {
    title: `Make ${name} an administrator?`,
    words: 'They can do everything here that you can, to your account too.',
    action: 'Make administrator',
    change: { isAdmin: true },
  }
}

export function PersonLine({ api, account, isMe, now, onChanged, onLink, onSignedOut }: PersonLineProps) {
  const [question, setQuestion] = useState<Question | null>(null)
  const deed = useDeed(onSignedOut)
  const { userId, name, isAdmin, suspendedAt, lastSeenAt } = account
  const change = (change: ChangeAccount) =>
    deed.run(async () => {
      onChanged(await api.changeAccount(userId, change))
      setQuestion(null)
    })
  const ask = (next: Question | null) => {
    deed.clear()
    setQuestion(next)
  }
  const button = (label: string, run: () => void) => (
    <Button disabled={deed.isBusy} aria-label={`${label}: ${name}`} onClick={run} className="px-2!">
      {label}
    </Button>
  )
  return (
    <Line
      face={<Avatar id={userId} name={name} />}
      title={<PersonTitle {...account} isMe={isMe} />}
      actions={
        <>
          {!suspendedAt &&
            button('Reset link', () => deed.run(async () => onLink(await api.resetAccount(userId))))}
          {!isMe && button(isAdmin ? 'Take admin' : 'Make admin', () => ask(administering(account)))}
          {!isMe && button(suspendedAt ? 'Let in' : 'Suspend', () => ask(suspension(account)))}
        </>
      }
    >
      {userId}, {suspendedAt ? `suspended ${ago(suspendedAt, now)}` : `last seen ${ago(lastSeenAt, now)}`}
      {deed.failure && !question && <Failure>{deed.failure}</Failure>}
      {question && (
        <Asking
          question={question}
          failure={deed.failure}
          isBusy={deed.isBusy}
          onYes={() => change(question.change)}
          onClose={() => ask(null)}
        />
      )}
    </Line>
  )
}

function PersonTitle({ name, isAdmin, suspendedAt, isMe }: AccountRecord & { isMe: boolean }): ReactNode {
  return (
    <>
      <span dir="auto">{name}</span>
      {isMe && <Tag>You</Tag>}
      {isAdmin && <Tag look="accent">Administrator</Tag>}
      {suspendedAt && <Tag look="danger">Suspended</Tag>}
    </>
  )
}

interface AskingProps {
  question: Question
  failure: string | null
  isBusy: boolean
  onYes: () => void
  onClose: () => void
}

function Asking({ question, failure, isBusy, onYes, onClose }: AskingProps) {
  return (
    <Dialog title={question.title} onClose={onClose}>
      <p className="text-ui text-ink-soft">{question.words}</p>
      {failure && <Failure>{failure}</Failure>}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="danger" disabled={isBusy} onClick={onYes}>
          {question.action}
        </Button>
      </div>
    </Dialog>
  )
}
