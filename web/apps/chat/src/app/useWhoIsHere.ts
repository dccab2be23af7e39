/** Who is here: as it was kept, so that nobody waits for the network, and then as the server says. */
import type { SessionState } from '@webchat/client'
import { type Accounts, accounts } from '@webchat/client/accounts'
import { useEffect, useRef } from 'react'
import { forgetDrafts } from '../features/composer'
import { forgetChatOf } from './lasting'
import { type Identity, readIdentity, useIdentity } from './useIdentity'
import { type AskedSession, useSession } from './useSession'

/** The requests of this page about who is here. */
export const own: Accounts = accounts()

export interface WhoIsHere extends AskedSession {
  /** Who chats here; null while nobody does, or it isn't known. */
  readonly identity: Identity | null
  /** Whose session has ended here. */
  readonly was: Identity | null
  readonly setIdentity: (identity: Identity | null) => void
}

/** What the server's answer makes of who was known to be here. */
export function identityAfter(known: Identity | null, { mode, me }: SessionState): Identity | null {
  // In open mode one is whoever one says one is, and the server has nothing to add.
  if (mode === 'open') return known && { ...known, mode, isAdmin: false, isOut: false }
  if (me) return { userId: me.userId, name: me.name, mode, isAdmin: me.isAdmin, isOut: false }
  return known && { ...known, isOut: true }
}

const isSame = (one: Identity | null, other: Identity | null) => JSON.stringify(one) === JSON.stringify(other)

export function useWhoIsHere(): WhoIsHere {
  const [known, setIdentity] = useIdentity()
  const asked = useSession(own, answer => {
    // Another tab may have let go of it meanwhile.
    const last = readIdentity()
    const next = identityAfter(last, answer)
    // The next one at this browser must not find what somebody else left.
    if (last && next && last.userId !== next.userId) {
      forgetDrafts()
      void forgetChatOf(last.userId)
    }
    if (!isSame(last, next)) setIdentity(next)
  })
  const { ask } = asked
  // Another tab signed in or out.
  const last = useRef(known?.userId)
  const userId = known?.isOut ? undefined : known?.userId
  useEffect(() => {
    if (last.current !== userId) ask()
    last.current = userId
  }, [userId, ask])
  const isHere = known !== null && !known.isOut
  return { ...asked, identity: isHere ? known : null, was: isHere ? null : known, setIdentity }
}
