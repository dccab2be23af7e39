/** For those who have an account. */
import type { SessionState, SignUp, UserId } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { useState } from 'react'
import { Link } from '../../browser'
import { TextField } from '../../design'
import { PasswordField } from '../../design/PasswordField'
import { isUserId } from '../../words'
import { Doorway } from './Doorway'
import { DoorwayForm } from './DoorwayForm'
import { useAttempt } from './useAttempt'

interface SignInProps {
  accounts: Accounts
  signUp: SignUp
  /** Whose session has ended here, if one has. */
  was: UserId | null
  /** Who invites; null without an invitation. */
  invitedBy: string | null
  /** Where one gets an account; null where nobody does by themselves. */
  signUpHref: string | null
  onSession: (session: SessionState) => void
}

function lead({ was, invitedBy }: Pick<SignInProps, 'was' | 'invitedBy'>): string | null {
  if (invitedBy !== null) return `${invitedBy} invites you. With your account you come in as you are.`
  if (was !== null) return 'You were signed out. Sign in again to go on: what you were writing is still here.'
  return null
}

export function SignIn(props: SignInProps) {
  const { accounts, was, onSession } = props
  const [userId, setUserId] = useState(was ?? '')
  const [password, setPassword] = useState('')
  const attempt = useAttempt()
  const isWrong = attempt.problem?.sentence.startsWith('User name') ?? false
  const id = userId.trim()
  return (
    <Doorway title="Sign in to Webchat" lead={lead(props)}>
      <DoorwayForm
        attempt={attempt}
        action="Sign in"
        doing="Signing in…"
        isComplete={isUserId(id) && password !== ''}
        onSubmit={async () => onSession(await accounts.signIn({ userId: id, password }))}
      >
        <TextField
          label="User name"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          autoFocus={was === null}
          value={userId}
          onText={setUserId}
          invalid={isWrong}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          autoFocus={was !== null}
          value={password}
          onText={setPassword}
          invalid={isWrong}
        />
      </DoorwayForm>
      <Otherwise {...props} />
    </Doorway>
  )
}

/** For those who can't. */
function Otherwise({ signUp, signUpHref, invitedBy }: SignInProps) {
  return (
    <div className="flex flex-col gap-2 border-t border-hairline pt-4 text-small text-pretty text-muted">
      {signUpHref && (
        <p>
          {invitedBy === null ? 'New here? ' : 'No account yet? '}
          <Link
            href={signUpHref}
            className="rounded-tail font-medium text-accent underline underline-offset-3 pointer-coarse:py-2"
          >
            Create an account
          </Link>
        </p>
      )}
      {!signUpHref && signUp === 'invite' && (
        <p>No account yet? Ask somebody who administers this chat for an invitation.</p>
      )}
      {!signUpHref && signUp === 'closed' && <p>No account yet? An administrator can make one for you.</p>}
      <p>Forgot your password? An administrator can give you a link to set another one.</p>
    </div>
  )
}
