/** The chat of somebody who is here: made once, and shown as the messenger or as what is beside it. */
import { createChat } from '@webchat/client'
import { ChatProvider } from '@webchat/react'
import { useState } from 'react'
import { useLater } from '../browser'
import { LaterAccount, LaterAdministration } from './LaterPages'
import type { Lasting } from './lasting'
import { Messenger } from './Messenger'
import { ACCOUNT, ADMINISTRATION, usePart } from './routes'
import { useFollowedName } from './useFollowedName'
import type { Identity } from './useIdentity'
import { useLeaving } from './useLeaving'
import { useSignedOut } from './useSignedOut'
import type { WhoIsHere } from './useWhoIsHere'

const loadMenu = () => import('../features/account/menu')

interface ChattingProps {
  identity: Identity
  here: WhoIsHere
  lasting: Lasting
}

export function Chatting({ identity, here, lasting }: ChattingProps) {
  const { userId, name, mode, isAdmin } = identity
  // Where there are accounts, the server knows the name.
  const [chat] = useState(() => createChat({ userId, ...(mode === 'open' && { name }), ...lasting }))
  const [isAsking, setAsking] = useState(false)
  const hasAccount = mode === 'password'
  const part = usePart()
  const { part: menu } = useLater(loadMenu, hasAccount)
  const leaving = useLeaving(chat, lasting, here)
  useFollowedName(chat, identity, here.setIdentity)
  useSignedOut(chat, here)
  const askToSignOut = () => setAsking(true)
  const accountItems = menu && (
    <menu.AccountMenu
      accountHref={ACCOUNT}
      administrationHref={isAdmin ? ADMINISTRATION : null}
      onSignOut={askToSignOut}
    />
  )
  return (
    <ChatProvider chat={chat}>
      {hasAccount && part === 'account' ? (
        <LaterAccount onSignOut={askToSignOut} onSignedOut={here.ask} />
      ) : hasAccount && isAdmin && part === 'administration' ? (
        <LaterAdministration me={userId} onSignedOut={here.ask} />
      ) : (
        <Messenger onLeave={leaving.leave} account={hasAccount ? (accountItems ?? undefined) : null} />
      )}
      {isAsking && menu && <menu.SignOut onSignOut={leaving.signOut} onClose={() => setAsking(false)} />}
    </ChatProvider>
  )
}
