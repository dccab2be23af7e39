/** What a chat and a way to get news without a socket know of each other: types only. */
import type { Environment } from './environment'
import type { UserId } from './protocol.gen'
import type { Replica } from './replica'
import type { Rest } from './rest'

/** What polling sees of a chat. */
export interface PolledChat {
  readonly userId: UserId
  readonly rest: Rest
  readonly environment: Environment
  readonly replica: Replica
  /** There was an answer. */
  readonly onChange: () => void
  /** The list of conversations has to be read to be right again. */
  readonly onStale: () => void
  /** It has failed and is off. */
  readonly onEnd: () => void
}

/** Brings news without a socket. */
export interface Polling {
  /** Whether it tries; and whether news come. */
  readonly isOn: boolean
  readonly isWorking: boolean
  /** Begins, unless it is on already or the server knows no such thing. Call it when the lists have just been read. */
  start(): void
  stop(): void
  /** The server may be another one. */
  retry(): void
}

export type MakePolling = (chat: PolledChat) => Polling
