/** The classic hook: one socket for one user, with a REST fallback. All of its work is done by the client's ClassicChat. */
import {
  type ClassicCallbacks,
  ClassicChat,
  type ClassicOptions,
  type MessageId,
  type UserId,
} from '@webchat/client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { relayTo } from './relay'

/** Each may be another function at each drawing; the newest one is called. */
export type WebSocketCallbacks = ClassicCallbacks

export type WebSocketOptions = ClassicOptions

export interface WebSocketActions {
  /** Whether the socket is there. Without it, sending and receiving go on by REST. */
  readonly isConnected: boolean
  /** Sends a message, now or as soon as it is possible. Returns its id, which the one that comes back has too. */
  readonly sendMessage: (text: string, senderId: UserId, receiverId?: UserId | null) => MessageId
  /** Says that the user is typing, or has stopped. */
  readonly sendTyping: (isTyping: boolean) => void
  /** Sends the frame `{type, ...data}`. Whether it went out. */
  readonly send: (type: string, data?: object) => boolean
  /** Disconnects for good, the fallback included. */
  readonly close: () => void
  /** Connects at once, with all attempts ahead; also after `close` and after having given up. */
  readonly reconnect: () => void
}

/**
 * Connects while the component is there. Reconnects after 1, 2, 4, 8 and 16 s; after five failed attempts it calls
 * `onError` and leaves it at REST until `reconnect`.
 *
 * `options.url`, `jitter`, `unlimited`, `restFallback` and `pollMs` make a new connection when they change; others
 * count once. An empty `userId` connects to nothing.
 */
export function useWebSocket(
  userId: UserId,
  callbacks: WebSocketCallbacks = {},
  options: WebSocketOptions = {},
): WebSocketActions {
  const [isConnected, setConnected] = useState(false)
  const latest = useRef(callbacks)
  useEffect(() => {
    latest.current = callbacks
  })
  const { url, jitter, unlimited, restFallback, pollMs } = options
  // biome-ignore lint/correctness/useExhaustiveDependencies: the object may be another one at each drawing
  const [chat, relay] = useMemo(() => {
    const relay = relayTo(latest, setConnected)
    return [new ClassicChat(userId, relay, options), relay]
  }, [userId, url, jitter, unlimited, restFallback, pollMs])
  useEffect(() => {
    if (!userId) return
    relay.open()
    chat.start()
    return () => {
      relay.close()
      chat.close()
    }
  }, [chat, relay, userId])
  const actions = useMemo(() => actionsOf(chat), [chat])
  return useMemo(() => ({ isConnected, ...actions }), [isConnected, actions])
}

function actionsOf(chat: ClassicChat): Omit<WebSocketActions, 'isConnected'> {
  return {
    sendMessage: (text, senderId, receiverId) => chat.sendMessage(text, senderId, receiverId),
    sendTyping: isTyping => void chat.sendTyping(isTyping),
    send: (type, data) => chat.send(type, data),
    close: () => chat.close(),
    reconnect: () => chat.reconnect(),
  }
}
