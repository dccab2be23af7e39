/** Everything that belongs to one's own account, on one page. */
import type { Person } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { useAnswer } from '../../browser/useAnswer'
import { Column, Page } from '../../design/Page'
import { Failure, LinesToCome } from '../../design/State'
import { ChangePassword } from './ChangePassword'
import { Profile } from './Profile'
import { Programs } from './Programs'
import { Sessions } from './Sessions'

export interface AccountProps {
  accounts: Accounts
  me: Person
  onBack: () => void
  /** Asks whether to sign out of this browser. */
  onSignOut: () => void
  /** The server says that nobody is signed in. */
  onSignedOut: () => void
}

export function Account({ accounts, me, onBack, onSignOut, onSignedOut }: AccountProps) {
  const { data, failure, read, set } = useAnswer(() => accounts.sessions(), onSignedOut)
  const sessions = data?.sessions ?? null
  const remove = (gone: (sessionId: string) => boolean) =>
    set(known => ({ sessions: known.sessions.filter(({ sessionId }) => !gone(sessionId)) }))
  const shared = { accounts, onSignedOut, onRemoved: remove, onStale: read }
  const of = (holder: 'browser' | 'program') => sessions?.filter(one => one.holder === holder) ?? []
  return (
    <Page title="Account" isHeading onBack={onBack}>
      <Column>
        <Profile accounts={accounts} me={me} onSignedOut={onSignedOut} />
        <ChangePassword accounts={accounts} userId={me.userId} onChanged={read} />
        {failure && <Failure onRetry={read}>{failure}</Failure>}
        {!sessions && !failure && <LinesToCome />}
        {sessions && <Sessions {...shared} sessions={of('browser')} onSignOut={onSignOut} />}
        {sessions && <Programs {...shared} sessions={of('program')} />}
      </Column>
    </Page>
  )
}
