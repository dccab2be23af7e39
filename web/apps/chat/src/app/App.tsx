/** Who is here decides what is shown: the welcome, or the messenger. */
import { createChat } from '@webchat/client'
import { ChatProvider } from '@webchat/react'
import { LucideProvider } from 'lucide-react'
import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { forgetDrafts } from '../features/composer'
import { Welcome } from '../features/welcome'
import { ErrorBoundary } from './ErrorBoundary'
import { Messenger } from './Messenger'
import { LIST } from './routes'
import { type Identity, useIdentity } from './useIdentity'

export function App() {
  const [identity, setIdentity] = useIdentity()
  const leave = () => {
    forgetDrafts()
    setIdentity(null)
    navigate(LIST)
  }
  return (
    <ErrorBoundary>
      <LucideProvider size={18} strokeWidth={1.75}>
        {identity ? (
          <Chatting key={identity.userId} identity={identity} onRename={setIdentity} onLeave={leave} />
        ) : (
          <Welcome onChosen={setIdentity} />
        )}
      </LucideProvider>
    </ErrorBoundary>
  )
}

interface ChattingProps {
  identity: Identity
  onRename: (identity: Identity) => void
  onLeave: () => void
}

function Chatting({ identity, onRename, onLeave }: ChattingProps) {
  const [chat] = useState(() => createChat(identity))
  const rename = (name: string) => {
    chat.setName(name)
    onRename({ ...identity, name })
  }
  return (
    <ChatProvider chat={chat}>
      <Messenger onRename={rename} onLeave={onLeave} />
    </ChatProvider>
  )
}
