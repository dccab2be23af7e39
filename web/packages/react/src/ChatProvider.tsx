/** Puts a chat into the tree and keeps it connected as long as it is there. */
import type { ChatActions } from '@webchat/client'
import { createContext, type JSX, type ReactNode, useContext, useEffect } from 'react'

const ChatContext = createContext<ChatActions | null>(null)

export interface ChatProviderProps {
  /** Made once by `createChat`, for example in the initializer of a `useState`. */
  readonly chat: ChatActions
  readonly children?: ReactNode
}

/** Starts the chat when it appears and stops it when it goes. */
export function ChatProvider({ chat, children }: ChatProviderProps): JSX.Element {
  useEffect(() => {
    chat.start()
    return () => chat.stop()
  }, [chat])
  return <ChatContext.Provider value={chat}>{children}</ChatContext.Provider>
}

/**
 * The chat of the nearest `ChatProvider`, always the same object: for actions.
 *
 * @throws if there is no provider.
 */
export function useChat(): ChatActions {
  const chat = useContext(ChatContext)
  if (!chat) throw new Error('A ChatProvider is missing.')
  return chat
}
