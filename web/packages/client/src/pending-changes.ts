/**
 * What the user has changed in stored messages and the server has not answered yet, to be laid over them: a timeline
 * holds only what is stored. Plain functions; they send and remember nothing.
 */
import type { Parcel } from './outbox'
import type { Command, ConversationId, Message, MessageId, Reaction, Seq, UserId } from './protocol.gen'

/** A change of a stored message. */
export type ChangeCommand = Extract<Command, { type: 'edit' | 'react' | 'delete' }>

/** What is sent until it is answered. */
export type Told = (ChangeCommand | Extract<Command, { type: 'message' | 'read' | 'profile' }>) & {
  readonly id: MessageId
}

export type PendingChange = Parcel<ChangeCommand & { readonly id: MessageId }>

/** Changes of one message are made one after the other. No conversation's id has a slash in it. */
export function laneOf(place: { readonly conversationId: ConversationId; readonly seq: Seq }): string {
  return `${place.conversationId}/${place.seq}`
}

/** The conversation that it belongs to; empty if it belongs to none. */
export function placeOf({ lane }: Parcel<Told>): ConversationId {
  return lane.split('/', 1).join()
}

/** Whether the server has neither taken nor refused it. */
export function isPending({ delivery }: Parcel<Told>): boolean {
  return delivery.state === 'pending'
}

export function isMessage({ body }: Parcel<Told>): boolean {
  return body.type === 'message'
}

export function isChange(parcel: Parcel<Told>): parcel is PendingChange {
  return 'seq' in parcel.body && parcel.body.type !== 'read'
}

/** The message as it is once the change is made; the same object if that makes no difference. */
export function withChange(message: Message, { body, createdAt }: PendingChange, me: UserId): Message {
  if (message.deletedAt) return message
  switch (body.type) {
    case 'delete':
      return { ...message, text: '', deletedAt: createdAt }
    case 'edit':
      return body.text === message.text ? message : { ...message, text: body.text, editedAt: createdAt }
    case 'react':
      return withReaction(message, body.emoji, me, body.on)
  }
}

function withReaction(message: Message, emoji: string, me: UserId, on: boolean): Message {
  const { reactions = [] } = message
  const known = reactions.find(reaction => reaction.emoji === emoji)
  if (on === (known?.userIds.includes(me) ?? false)) return message
  const userIds = (known?.userIds ?? []).filter(userId => userId !== me)
  const fresh: Reaction = { emoji, userIds: on ? [...userIds, me] : userIds }
  const all = known ? reactions.map(other => (other === known ? fresh : other)) : [...reactions, fresh]
  return { ...message, reactions: all.filter(reaction => reaction.userIds.length) }
}
