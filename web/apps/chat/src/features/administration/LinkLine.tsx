/** One link, as far as it is known: its secret isn't. */
import type { LinkRecord } from '@webchat/client'
import { useChatState } from '@webchat/react'
import { KeyRound, Mail, Shield } from 'lucide-react'
import { Button } from '../../design'
import { Line, Tag } from '../../design/Section'
import { conversationName } from '../../words'
import { ago, ahead } from '../../words/ago'
import { useNameOf } from './useNameOf'

const FACES = { invite: Mail, reset: KeyRound, setup: Shield }
const STANDINGS = { open: null, used: 'Used', expired: 'Expired', revoked: 'Revoked' }

function titleOf({ purpose, maxUses, uses, userId }: LinkRecord): string {
  if (purpose === 'setup') return 'For the first administrator'
  if (purpose === 'reset') return `For the password of ${userId ?? 'somebody'}`
  if (maxUses === 1) return 'Invitation for one person'
  return uses === 0 ? `Invitation for ${maxUses} people` : `Invitation: ${uses} of ${maxUses} came`
}

interface LinkLineProps {
  link: LinkRecord
  now: number
  isBusy: boolean
  /** Null if there is nothing left to revoke. */
  onRevoke: ((linkId: string) => void) | null
}

export function LinkLine({ link, now, isBusy, onRevoke }: LinkLineProps) {
  const { linkId, purpose, standing, madeBy, madeAt, expiresAt, conversationIds } = link
  const conversations = useChatState(state => state.conversations)
  const me = useChatState(state => state.me.userId)
  const nameOf = useNameOf()
  const Face = FACES[purpose]
  const places = conversationIds.map(id => {
    const known = conversations.find(({ conversationId }) => conversationId === id)
    return known ? (known.name ?? conversationName(known, me)) : 'a channel that isn’t yours'
  })
  const title = titleOf(link)
  return (
    <Line
      face={<Face className="text-muted" />}
      title={
        <>
          {title} {STANDINGS[standing] && <Tag>{STANDINGS[standing]}</Tag>}
        </>
      }
      actions={
        onRevoke && (
          <Button
            look="danger"
            disabled={isBusy}
            aria-label={`Revoke: ${title}`}
            onClick={() => onRevoke(linkId)}
          >
            Revoke
          </Button>
        )
      }
    >
      Made {ago(madeAt, now)} {madeBy ? `by ${nameOf(madeBy)}` : 'at the server’s console'}
      {standing === 'open' && `, ends ${ahead(expiresAt, now)}`}
      {places.length > 0 && `, leads into ${places.join(', ')}`}
    </Line>
  )
}
