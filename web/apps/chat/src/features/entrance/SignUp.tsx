/** Getting an account: where everybody may, by invitation, or as the first one who administers the chat. */
import type { LinkSight, SessionState } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { Button } from '../../design'
import { Doorway } from './Doorway'
import { NewAccountForm } from './NewAccountForm'

interface SignUpProps {
  accounts: Accounts
  /** The link that lets in, with its secret; null where everybody may come. */
  link: { readonly secret: string; readonly sight: LinkSight } | null
  onSession: (session: SessionState) => void
  /** To the sign-in; null where nobody can have an account yet. */
  onHaveAccount: (() => void) | null
}

function words(sight: LinkSight | undefined): { title: string; lead: string; action: string } {
  if (sight?.purpose === 'setup') {
    return {
      title: 'Set up this chat',
      lead: 'You become its first administrator. Then you can invite others.',
      action: 'Set it up',
    }
  }
  if (sight) {
    const lead = sight.madeBy ? `${sight.madeBy} invites you to this chat.` : 'You are invited to this chat.'
    return { title: 'Join Webchat', lead, action: 'Join' }
  }
  return { title: 'Create an account', lead: 'Then you can start talking.', action: 'Create account' }
}

export function SignUp({ accounts, link, onSession, onHaveAccount }: SignUpProps) {
  const { title, lead, action } = words(link?.sight)
  return (
    <Doorway title={title} lead={lead}>
      <NewAccountForm
        accounts={accounts}
        secret={link?.secret ?? null}
        action={action}
        onSession={onSession}
      />
      {onHaveAccount && (
        <Button onClick={onHaveAccount} className="-mt-3 min-h-12!">
          I have an account
        </Button>
      )}
    </Doorway>
  )
}
