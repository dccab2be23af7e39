/** An invitation for somebody who is signed in: it leads into conversations, and makes no second account. */
import type { ConversationId, Me } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { useCallback, useEffect, useRef } from 'react'
import { Avatar, Button } from '../../design'
import { Doorway } from './Doorway'
import { DoorwayForm } from './DoorwayForm'
import { useAttempt } from './useAttempt'

interface InvitedProps {
  accounts: Accounts
  secret: string
  me: Me
  madeBy: string | null
  /** Whether they have just signed in to accept it, so that nothing is left to ask. */
  isDecided: boolean
  onAccepted: (conversationIds: readonly ConversationId[]) => void
  onDecline: () => void
}

export function Invited({ accounts, secret, me, madeBy, isDecided, onAccepted, onDecline }: InvitedProps) {
  const attempt = useAttempt()
  const accept = useCallback(
    async () => onAccepted((await accounts.accept(secret)).conversationIds),
    [accounts, secret, onAccepted],
  )
  const begun = useRef(false)
  const { run } = attempt
  useEffect(() => {
    if (!isDecided || begun.current) return
    begun.current = true
    run(accept)
  }, [isDecided, run, accept])
  return (
    <Doorway
      title={`Join as ${me.name}`}
      lead={`${madeBy === null ? 'You are invited.' : `${madeBy} invites you.`} You are signed in already.`}
      face={<Avatar id={me.userId} name={me.name} size="huge" />}
    >
      <DoorwayForm attempt={attempt} action="Join" doing="Joining…" isComplete onSubmit={accept}>
        {null}
      </DoorwayForm>
      <Button onClick={onDecline} className="-mt-3 min-h-12!">
        Not now
      </Button>
    </Doorway>
  )
}
