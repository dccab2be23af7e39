/** What a chat and a way to get news without a socket know of each other: types only. */
import type { Environment } from './environment'
import type { ChatState } from './model'
import type { Command, UserId } from './protocol.gen'
import type { Replica } from './replica'
import type { Rest } from './rest'
import type { Value } from './value'

/** What polling sees of a chat. */
export interface PolledChat {
  readonly userId: UserId
  readonly rest: Rest
  readonly environment: Environment
  readonly replica: Replica
  /** To be told when there was an answer. */
  readonly state: Value<ChatState>
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
  /** Says something that may get lost. Whether it is on its way. */
  say(command: Command): boolean
  /** Begins, unless it is on already or the server knows no such thing. Call it when the lists have just been read. */
  start(): void
  /** The server may be another one when it begins again. */
  stop(): void
}

export type MakePolling = (chat: PolledChat) => Polling
