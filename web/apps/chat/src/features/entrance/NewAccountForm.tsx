/** What everybody fills in who gets an account: a name, a user name made from it, and a password. */
import type { SessionState } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { useState } from 'react'
import { TextField } from '../../design'
import { PasswordField } from '../../design/PasswordField'
import { isName, isUserId, NAME_CHARACTERS, tidyName } from '../../words'
import { userIdFor } from '../../words/userId'
import { DoorwayForm } from './DoorwayForm'
import { isPassword, PASSWORD_RULE } from './password'
import type { Field } from './problem'
import { useAttempt } from './useAttempt'

interface NewAccountFormProps {
  accounts: Accounts
  /** The secret of the link that lets in; null where everybody may come. */
  secret: string | null
  action: string
  onSession: (session: SessionState) => void
}

export function NewAccountForm({ accounts, secret, action, onSession }: NewAccountFormProps) {
  const [name, setName] = useState('')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [password, setPassword] = useState('')
  const attempt = useAttempt()
  const { problem } = attempt
  const userId = chosenId ?? (isName(name) ? userIdFor(name) : '')
  const tooLong = tidyName(name) !== '' && !isName(name)
  const badId = userId !== '' && !isUserId(userId)
  const said = (field: Field) => (problem?.field === field ? problem.sentence : null)
  const submit = async () => {
    const account = { userId, name: tidyName(name), password, ...(secret !== null && { link: secret }) }
    onSession(await accounts.signUp(account))
  }
  return (
    <DoorwayForm
      attempt={attempt}
      action={action}
      doing="One moment…"
      isComplete={isName(name) && isUserId(userId) && isPassword(password)}
      onSubmit={submit}
    >
      <TextField
        label="Your name"
        name="name"
        autoComplete="name"
        autoFocus
        value={name}
        onText={setName}
        invalid={tooLong || said('name') !== null}
        note={
          tooLong
            ? `A name has up to ${NAME_CHARACTERS} characters.`
            : (said('name') ?? 'This is how others see you. You can change it later.')
        }
      />
      <TextField
        label="User name"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        dir="ltr"
        value={userId}
        onText={setChosenId}
        invalid={badId || said('userId') !== null}
        note={
          badId
            ? 'Letters from a to z, digits and . _ @ : - are possible, up to 64 of them.'
            : (said('userId') ?? 'You sign in with it. It can’t be changed later.')
        }
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        value={password}
        onText={setPassword}
        invalid={said('password') !== null}
        note={said('password') ?? PASSWORD_RULE}
      />
    </DoorwayForm>
  )
}
