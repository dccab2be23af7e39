/** Who is here decides what is shown: the welcome, or the messenger. */
import { createChat } from '@webchat/client'
import { ChatProvider } from '@webchat/react'
import { LucideProvider } from 'lucide-react'
import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { forgetDrafts } from '../features/composer'
import { Welcome } from '../features/welcome'
import { ErrorBoundary } from './ErrorBoundary'
import { type Lasting, useLasting } from './lasting'
import { Messenger } from './Messenger'
import { LIST } from './routes'
import { useFollowedName } from './useFollowedName'
import { type Identity, useIdentity } from './useIdentity'

export function App() {
  const [identity, setIdentity] = useIdentity()
  const lasting = useLasting()
  const leave = () => {
    forgetDrafts()
    setIdentity(null)
    navigate(LIST)
  }
  return (
    <ErrorBoundary>
      <LucideProvider size={18} strokeWidth={1.75}>
        {!identity && <Welcome onChosen={setIdentity} />}
        {identity && lasting && (
          <Chatting
            key={identity.userId}
            identity={identity}
            lasting={lasting}
            onRename={setIdentity}
            onLeave={leave}
          />
        )}
      </LucideProvider>
    </ErrorBoundary>
  )
}

interface ChattingProps {
  identity: Identity
  lasting: Lasting
  onRename: (identity: Identity) => void
  onLeave: () => void
}

function Chatting({ identity, lasting, onRename, onLeave }: ChattingProps) {
  const [chat] = useState(() => createChat({ ...identity, ...lasting }))
  useFollowedName(chat, identity, onRename)
  const leave = () => {
    void lasting.storage?.forget()
    onLeave()
  }
  return (
    <ChatProvider chat={chat}>
      <Messenger onLeave={leave} />
    </ChatProvider>
  )
}
