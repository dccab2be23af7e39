/** What a chat and the part that knows of members know of each other: types only. */
import type { Environment } from './environment'
import type { ChatState, Store } from './model'
import type { Outbox } from './outbox'
import type { Told } from './pending-changes'
import type {
  ChangeConversation,
  Channel,
  ConversationId,
  CreateConversation,
  Member,
  Role,
  Seq,
  SetProfile,
  UserId,
} from './protocol.gen'
import type { Replica } from './replica'
import type { Api, Rest } from './rest'
import type { Value } from './value'

/** What it sees of a chat. It puts itself before `replica` and `api`: what they hear and read it hears first. */
export interface BelongingChat {
  readonly userId: UserId
  readonly environment: Environment
  readonly state: Value<ChatState>
  readonly replica: Replica
  readonly outbox: Outbox<Told>
  readonly rest: Rest
  readonly api: Api
}

export type MakeMembers = (chat: BelongingChat) => Members

/** What a new group or channel is to be. */
export type NewConversation = CreateConversation

/** Who is in a conversation. */
export interface MemberList {
  /** `loading` until it was read; `failed` if it can't be read now (then `load` tries again). */
  readonly status: 'loading' | 'ready' | 'failed'
  /** By their ids; nobody in `general`, which has everybody. */
  readonly members: readonly Member[]
}

/** A list that follows what happens while somebody looks, and reads itself again when it can't. */
export interface LiveList<State> extends Store<State> {
  readonly load: () => void
}

/**
 * Groups and channels, and people. What is asked for is done or refused by the time that a promise settles: it rejects with
 * a `ChatError` whose `message` is a sentence for people. Nothing is sent again by itself.
 */
export interface Members {
  /** Who is in a conversation; the same object each time. It is read with the first subscriber. */
  of(conversationId: ConversationId): LiveList<MemberList>
  /** Whom the user has blocked; null until that was read. */
  readonly blocked: LiveList<readonly UserId[] | null>
  /** The public channels that hold the words in name or description; all of them if there are none. */
  channels(query: string): Promise<readonly Channel[]>
  /** Makes a group or a channel. Asked for again after no answer came, the same wish makes no second one. */
  create(wish: NewConversation): Promise<ConversationId>
  change(conversationId: ConversationId, change: Omit<ChangeConversation, 'conversationId'>): Promise<void>
  add(conversationId: ConversationId, userIds: readonly UserId[]): Promise<void>
  remove(conversationId: ConversationId, userId: UserId): Promise<void>
  setRole(conversationId: ConversationId, userId: UserId, role: Role): Promise<void>
  /** Comes into a public channel. */
  join(conversationId: ConversationId): Promise<void>
  /** Goes; the conversation is forgotten at once. */
  leave(conversationId: ConversationId): Promise<void>
  /** Blocks a user, or ends that. */
  block(userId: UserId, on: boolean): Promise<void>
  /** Tells those who administer the server of a message. */
  report(conversationId: ConversationId, seq: Seq, reason: string): Promise<void>
  /** Changes what others see of the user; what is left out stays as it is. */
  setProfile(profile: SetProfile): Promise<void>
}
