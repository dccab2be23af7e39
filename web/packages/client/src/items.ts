/** Messages as they are shown. An item stays the same object as long as it looks the same. */

import { keptIfEqual } from './identity'
import { messageKey } from './ids'
import type { Delivery, TimelineItem } from './model'
import type { Parcel } from './outbox'
import { isChange, type PendingChange, type Told, withChange } from './pending-changes'
import type { Message, Seq, UserId } from './protocol.gen'

const SENT: Delivery = { state: 'sent' }

const stored: WeakMap<Message, TimelineItem> = new WeakMap()
/** Of messages that are on their way, and of those with a change of one's own laid over them. */
const passing: WeakMap<object, TimelineItem> = new WeakMap()

function kept(source: object, fresh: TimelineItem): TimelineItem {
  const item = keptIfEqual(passing.get(source), fresh)
  passing.set(source, item)
  return item
}

function storedItem(message: Message): TimelineItem {
  const known = stored.get(message)
  if (known) return known
  const { id, senderId, text, createdAt, seq, deletedAt, editedAt, reactions } = message
  const deleted = deletedAt !== undefined
  const item: TimelineItem = {
    ...{ key: messageKey(message), id, senderId, text, createdAt, seq, deleted, delivery: SENT },
    ...(editedAt ? { editedAt } : null),
    ...(reactions?.length && !deleted ? { reactions } : null),
  }
  stored.set(message, item)
  return item
}

/** As it will be once those that are pending are made. If one was refused, that is what there is to say. */
function changedItem(message: Message, changes: readonly PendingChange[], me: UserId): TimelineItem {
  const due = changes.filter(({ delivery }) => delivery.state === 'pending')
  const shown = due.reduce((state, change) => withChange(state, change, me), message)
  const said = changes.findLast(change => !due.includes(change)) ?? (shown === message ? null : due.at(-1))
  if (!said || message.deletedAt) return storedItem(message)
  const { id, body: command, delivery } = said
  return kept(message, { ...storedItem(shown), change: { id, command, delivery } })
}

function pendingItem(parcel: Parcel<Told>, senderId: UserId, text: string): TimelineItem {
  const { id, createdAt, delivery } = parcel
  const key = messageKey({ senderId, id })
  const item = { key, id, senderId, text, createdAt, seq: null, deleted: false, delivery }
  return kept(parcel, item)
}

/**
 * The stored messages with one's own changes laid over them, then one's own messages that are on their way and not
 * among them yet. `parcels` are those of this conversation.
 */
export function composeItems(
  messages: readonly Message[],
  parcels: readonly Parcel<Told>[],
  me: UserId,
): readonly TimelineItem[] {
  if (!parcels.length) return messages.map(storedItem)
  const changes = new Map<Seq, PendingChange[]>()
  for (const parcel of parcels.filter(isChange)) {
    const { seq } = parcel.body
    changes.set(seq, [...(changes.get(seq) ?? []), parcel])
  }
  const items = messages.map(message => {
    const own = changes.get(message.seq)
    return own ? changedItem(message, own, me) : storedItem(message)
  })
  const keys = new Set(items.map(item => item.key))
  for (const parcel of parcels) {
    if (parcel.body.type !== 'message') continue
    const item = pendingItem(parcel, me, parcel.body.text)
    if (!keys.has(item.key)) items.push(item)
  }
  return items
}
