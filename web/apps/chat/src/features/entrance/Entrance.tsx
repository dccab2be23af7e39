/** Which screen of the entrance it is: what the address asks for, else what the server says of who is here. */
import type { ConversationId, LinkSight, SessionState, UserId } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { useState } from 'react'
import { Closed, InsideAnother, NeedsSetup } from './Closed'
import { Invited } from './Invited'
import { Reset } from './Reset'
import { SignIn } from './SignIn'
import { SignUp } from './SignUp'
import { useLinkSight } from './useLinkSight'

export interface EntranceProps {
  accounts: Accounts
  session: SessionState
  /** Whose session has ended here, if one has. */
  was: UserId | null
  /** What the address asks for. A link's secret is null if it was not whole. */
  asked: 'nothing' | 'sign-up' | { readonly secret: string | null }
  signUpHref: string
  /** Somebody has come in, by a link for this if by one. */
  onSession: (session: SessionState, by: LinkSight['purpose'] | null) => void
  onAccepted: (conversationIds: readonly ConversationId[]) => void
  /** To the address without a link. */
  onLeave: () => void
  /** Asks the server again how things stand. */
  onLook: () => void
}

export function Entrance(props: EntranceProps) {
  const { session, asked, onLeave, onLook } = props
  if (session.mode === 'token') return <InsideAnother />
  if (typeof asked === 'object') {
    if (asked.secret === null) {
      return (
        <Closed title="This link isn’t whole" action={{ label: 'Go on without it', run: onLeave }}>
          Something is missing at its end. Open it once more from where you have it, or copy all of it.
        </Closed>
      )
    }
    return <ByLink key={asked.secret} {...props} secret={asked.secret} />
  }
  if (session.needsSetup) return <NeedsSetup onLook={onLook} />
  return <Plain {...props} />
}

function Plain({ accounts, session, was, asked, signUpHref, onSession, onLeave }: EntranceProps) {
  const isOpen = session.signUp === 'open'
  const come = (fresh: SessionState) => onSession(fresh, null)
  if (isOpen && asked === 'sign-up')
    return <SignUp accounts={accounts} link={null} onSession={come} onHaveAccount={onLeave} />
  return (
    <SignIn
      accounts={accounts}
      signUp={session.signUp ?? 'closed'}
      was={was}
      invitedBy={null}
      signUpHref={isOpen ? signUpHref : null}
      onSession={come}
    />
  )
}

function ByLink(props: EntranceProps & { secret: string }) {
  const { accounts, session, secret, onLeave, onSession, onAccepted } = props
  const [looking, retry] = useLinkSight(accounts, secret)
  const [hasAccount, setHasAccount] = useState(false)
  if (looking.is === 'looking') return null
  if (looking.is === 'failed') {
    return (
      <Closed title="Couldn’t reach the server" action={{ label: 'Try again', run: retry }}>
        The link is still good. Check your connection.
      </Closed>
    )
  }
  if (looking.is === 'gone') {
    return (
      <Closed title="This link can’t be used" action={{ label: 'Go on without it', run: onLeave }}>
        {looking.reason}
      </Closed>
    )
  }
  const { sight } = looking
  const come = (fresh: SessionState) => onSession(fresh, sight.purpose)
  if (sight.purpose === 'reset')
    return <Reset accounts={accounts} secret={secret} userId={sight.userId ?? ''} onSession={come} />
  if (sight.purpose === 'invite' && session.me) {
    return (
      <Invited
        accounts={accounts}
        secret={secret}
        me={session.me}
        madeBy={sight.madeBy ?? null}
        isDecided={hasAccount}
        onAccepted={onAccepted}
        onDecline={onLeave}
      />
    )
  }
  if (sight.purpose === 'invite' && hasAccount) {
    return (
      <SignIn
        accounts={accounts}
        signUp="invite"
        was={props.was}
        invitedBy={sight.madeBy ?? 'Somebody'}
        signUpHref={null}
        onSession={fresh => onSession(fresh, null)}
      />
    )
  }
  return (
    <SignUp
      accounts={accounts}
      link={{ secret, sight }}
      onSession={come}
      onHaveAccount={sight.purpose === 'invite' ? () => setHasAccount(true) : null}
    />
  )
}
