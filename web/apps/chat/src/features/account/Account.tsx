/** Everything that belongs to one's own account, on one page. */
import type { Person } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { LogOut } from 'lucide-react'
import { useAnswer } from '../../browser/useAnswer'
import { Button } from '../../design'
import { Column, Page } from '../../design/Page'
import { Section } from '../../design/Section'
import { Failure, LinesToCome } from '../../design/State'
import { messages } from '../../words'
import { ChangePassword } from './ChangePassword'
import { Profile } from './Profile'
import { Programs } from './Programs'
import { Sessions } from './Sessions'

export interface AccountProps {
  accounts: Accounts
  me: Person
  /** How many of one's messages are still on their way. */
  waiting: number
  onBack: () => void
  /** Asks whether to sign out of this browser. */
  onSignOut: () => void
  /** The server says that nobody is signed in. */
  onSignedOut: () => void
}

export function Account({ accounts, me, waiting, onBack, onSignOut, onSignedOut }: AccountProps) {
  const { data, failure, read, set } = useAnswer(() => accounts.sessions(), onSignedOut)
  const sessions = data?.sessions ?? null
  const remove = (gone: (sessionId: string) => boolean) =>
    set(known => ({ sessions: known.sessions.filter(({ sessionId }) => !gone(sessionId)) }))
  const shared = { accounts, onSignedOut, onRemoved: remove, onStale: read }
  const of = (holder: 'browser' | 'program') => sessions?.filter(one => one.holder === holder) ?? []
  return (
    <Page title="Account" onBack={onBack}>
      <Column title="Your account">
        <Profile accounts={accounts} me={me} onSignedOut={onSignedOut} />
        <ChangePassword accounts={accounts} userId={me.userId} onChanged={read} />
        {failure && <Failure onRetry={read}>{failure}</Failure>}
        {!sessions && !failure && <LinesToCome />}
        {sessions && <Sessions {...shared} sessions={of('browser')} onSignOut={onSignOut} />}
        {sessions && <Programs {...shared} sessions={of('program')} />}
        <Section
          title="Sign out"
          lead={
            waiting > 0
              ? `${messages(waiting)} could not be sent yet.`
              : 'This browser forgets you and deletes its copy of your conversations.'
          }
          action={
            <Button look="danger" onClick={onSignOut}>
              <LogOut /> Sign out of this browser
            </Button>
          }
        >
          {null}
        </Section>
      </Column>
    </Page>
  )
}
