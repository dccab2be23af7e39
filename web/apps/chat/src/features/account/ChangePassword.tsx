/** The password so far, and the next one. */
import type { UserId } from '@webchat/client'
import { ChatError } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { type FormEvent, useState } from 'react'
import { useDeed } from '../../browser/useDeed'
import { Button } from '../../design'
import { PasswordField } from '../../design/PasswordField'
import { Section } from '../../design/Section'
import { Failure } from '../../design/State'

/** As the server takes them. */
const LEAST = 8

interface ChangePasswordProps {
  accounts: Accounts
  userId: UserId
  /** The other browsers are signed out by it. */
  onChanged: () => void
}

function closedWords(closed: number): string {
  if (closed === 0) return 'Your password is changed.'
  return closed === 1
    ? 'Your password is changed. One other browser was signed out.'
    : `Your password is changed. ${closed} other browsers were signed out.`
}

export function ChangePassword({ accounts, userId, onChanged }: ChangePasswordProps) {
  const [old, setOld] = useState('')
  const [fresh, setFresh] = useState('')
  const [done, setDone] = useState<string | null>(null)
  const deed = useDeed()
  const isComplete = old !== '' && [...fresh].length >= LEAST
  const change = async () => {
    const { closed } = await accounts.changePassword({ old, new: fresh }).catch(asWrongPassword)
    setOld('')
    setFresh('')
    setDone(closedWords(closed))
    onChanged()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setDone(null)
    if (isComplete) deed.run(change)
  }
  return (
    <Section title="Password" lead="Changing it signs out your other browsers.">
      <form onSubmit={submit} onInput={deed.clear} className="flex max-w-[22rem] flex-col gap-4">
        {/* Password managers keep the new one under this name. */}
        <input type="text" name="username" autoComplete="username" value={userId} readOnly hidden />
        <PasswordField
          label="Password so far"
          name="old-password"
          autoComplete="current-password"
          value={old}
          onText={setOld}
        />
        <PasswordField
          label="New password"
          name="new-password"
          autoComplete="new-password"
          value={fresh}
          onText={setFresh}
          note={`At least ${LEAST} characters.`}
        />
        {deed.failure && <Failure>{deed.failure}</Failure>}
        <p role="status" className="text-ui text-ink-soft empty:hidden">
          {done}
        </p>
        <Button type="submit" look="primary" disabled={!isComplete || deed.isBusy} className="self-start">
          Change password
        </Button>
      </form>
    </Section>
  )
}

function asWrongPassword(thrown: unknown): never {
  if (!(thrown instanceof ChatError) || thrown.code !== 'unauthenticated') throw thrown
  throw new ChatError('The password so far is not this one.', { status: 403 })
}
