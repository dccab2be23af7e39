/** Another password, by a link from an administrator. */
import type { SessionState, UserId } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { useState } from 'react'
import { Avatar } from '../../design'
import { PasswordField } from '../../design/PasswordField'
import { Doorway } from './Doorway'
import { DoorwayForm } from './DoorwayForm'
import { isPassword, PASSWORD_RULE } from './password'
import { useAttempt } from './useAttempt'

interface ResetProps {
  accounts: Accounts
  secret: string
  userId: UserId
  onSession: (session: SessionState) => void
}

export function Reset({ accounts, secret, userId, onSession }: ResetProps) {
  const [password, setPassword] = useState('')
  const attempt = useAttempt()
  const said = attempt.problem?.field === 'password' ? attempt.problem.sentence : null
  return (
    <Doorway
      title="Set your password"
      face={<Avatar id={userId} name={userId} size="huge" />}
      lead={
        <>
          For the user name <strong className="font-medium text-ink">{userId}</strong>. Your other browsers
          are signed out.
        </>
      }
    >
      <DoorwayForm
        attempt={attempt}
        action="Set password and sign in"
        doing="One moment…"
        isComplete={isPassword(password)}
        onSubmit={async () => onSession(await accounts.reset({ link: secret, password }))}
      >
        {/* Password managers keep the new one under this name. */}
        <input type="text" name="username" autoComplete="username" value={userId} readOnly hidden />
        <PasswordField
          label="New password"
          name="password"
          autoComplete="new-password"
          autoFocus
          value={password}
          onText={setPassword}
          invalid={said !== null}
          note={said ?? PASSWORD_RULE}
        />
      </DoorwayForm>
    </Doorway>
  )
}
