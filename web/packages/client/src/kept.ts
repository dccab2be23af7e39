/** What a chat and the storage that keeps it beyond the life of the page know of each other: types only. */
import type { Environment } from './environment'
import type { ChatState } from './model'
import type { Entry, Outbox } from './outbox'
import type { Told } from './pending-changes'
import type { UserId } from './protocol.gen'
import type { Replica } from './replica'
import type { Api } from './rest'
import type { Value } from './value'

/** What a storage sees of a chat. */
export interface KeptChat {
  readonly userId: UserId
  /** Where the server is, as the chat was told. */
  readonly url?: string
  readonly environment: Environment
  readonly state: Value<ChatState>
  readonly replica: Replica
  readonly outbox: Outbox<Told>
  /** A storage may put itself before it: what is read may come out of it. */
  readonly api: Api
}

/** One chat in a storage. Nothing in it throws: what can't be kept is said by the state. */
export interface Keeping {
  /** Something became of it, and nothing was done about it yet. On return it is on its way to the disk. */
  put(entry: Entry<Told>): void
  /** What the storage says of the state, given how the chat would say it. */
  overlay(status: ChatState['status']): Required<Pick<ChatState, 'status' | 'storage'>>
}

export interface ChatStorage {
  keep(chat: KeptChat): Keeping
}
