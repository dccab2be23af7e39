/** Ids that the client makes: of messages, and of direct conversations. */
import type { ConversationId, Message, MessageId, Seq, UserId } from './protocol.gen'

/** A new id for a message. `randomUUID` is missing on pages that came over plain HTTP from another machine. */
export function mintMessageId(): MessageId {
  return crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join('-')
}

/** The direct conversation of two users, the same whichever is named first. Ids are ASCII, so `<` compares bytes. */
export function directConversation(one: UserId, other: UserId): ConversationId {
  return one < other ? `${one}~${other}` : `${other}~${one}`
}

/** The other one of a direct conversation; null for a channel. */
export function peerOf(conversationId: ConversationId, me: UserId): UserId | null {
  const [one = '', other] = conversationId.split('~')
  return other ? (one === me ? other : one) : null
}

/** Whether one is in it by having come in: a group, or a channel other than `general`. Such a one can be lost. */
export function isJoined(conversationId: ConversationId): boolean {
  return conversationId.startsWith('c-')
}

/** Names a message whether or not it is stored yet: the sender's id for it is unique for the sender. */
export function messageKey(message: { readonly senderId: UserId; readonly id: MessageId }): string {
  return `${message.senderId}/${message.id}`
}

/** Whether somebody else said it: what the user themselves did, and notices, are no news to them. */
export function isNews({ senderId, deletedAt, notice }: Message, me: UserId): boolean {
  return senderId !== me && !deletedAt && !notice
}

/** Where a message stands in the order of changes: at its latest change, else at its own place. */
export function latestSeq(message: Message): Seq {
  return message.changeSeq ?? message.seq
}
