/** What a chat is told when it is made, and whom it calls back. */
import type { BackoffOptions } from './backoff'
import type { MakeMembers } from './belonging'
import type { ClassicMessage } from './classic-inbox'
import type { EnvironmentOptions } from './environment'
import type { ChatStorage } from './kept'
import type { MakePolling } from './no-socket'
import type { UserId } from './protocol.gen'

export interface ChatOptions extends EnvironmentOptions {
  /**
   * Who is chatting: 1–64 characters of `A–Z a–z 0–9 . _ @ : -`. Where a cookie or a token says who it is, it has to be
   * the same one.
   */
  readonly userId: UserId
  /** The name that others see, 1–64 characters; left out, the one that the server knows. */
  readonly name?: string
  /** Where the server is, as an HTTP or WebSocket address; where the page came from unless given. */
  readonly url?: string
  /** How long a removal can be undone, in milliseconds; 5,000 unless given. */
  readonly undoMs?: number
  /**
   * `longPolling` of `@webchat/client/polling`: brings news as they happen while no socket gets through. Without it they
   * are looked for every few seconds.
   */
  readonly polling?: MakePolling
  /**
   * `membership` of `@webchat/client/members`: groups and channels, who is in them, and what is told of people. Without it
   * they are there to talk in, and nothing more.
   */
  readonly members?: MakeMembers
  /**
   * `browserStorage()` of `@webchat/client/storage`: keeps what waits and what was read beyond the life of the page.
   * Without it everything is in memory.
   */
  readonly storage?: ChatStorage
}

export interface ClassicCallbacks {
  /** A message that was stored since the connection began, one's own too; each once, in the server's order. */
  readonly onMessage?: ((message: ClassicMessage) => void) | undefined
  /** Everybody who is typing now. */
  readonly onTyping?: ((typingUsers: UserId[]) => void) | undefined
  readonly onConnect?: (() => void) | undefined
  readonly onDisconnect?: (() => void) | undefined
  /** A sentence of the server's, a message that could not be sent, or five failed attempts to connect. */
  readonly onError?: ((error: Error) => void) | undefined
}

export interface ClassicOptions extends BackoffOptions, EnvironmentOptions {
  /** Where the server is, as an HTTP or WebSocket address; where the page came from unless given. */
  readonly url?: string
  /** Whether to go on by REST while the socket is down; true unless given. */
  readonly restFallback?: boolean
  /** Time between two readings by REST, in milliseconds; 3,000 unless given. */
  readonly pollMs?: number
}
