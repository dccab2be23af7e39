/** Messages as they are shown. An item stays the same object as long as it looks the same. */
import { messageKey } from './ids'
import type { Delivery, TimelineItem } from './model'
import type { Parcel } from './outbox'
import type { Message, SendMessage, Seq, UserId } from './protocol.gen'

const SENT: Delivery = { state: 'sent' }

const stored: WeakMap<Message, TimelineItem> = new WeakMap()
const hidden: WeakMap<Message, TimelineItem> = new WeakMap()
/** Made anew when its delivery is another. */
const pending: WeakMap<object, TimelineItem> = new WeakMap()

function kept<Key extends object>(
  cache: WeakMap<Key, TimelineItem>,
  key: Key,
  make: () => TimelineItem,
): TimelineItem {
  const known = cache.get(key)
  if (known) return known
  const item = make()
  cache.set(key, item)
  return item
}

function storedItem(message: Message): TimelineItem {
  return kept(stored, message, () => {
    const { id, senderId, text, createdAt, seq, deletedAt } = message
    const deleted = deletedAt !== undefined
    return { key: messageKey(message), id, senderId, text, createdAt, seq, deleted, delivery: SENT }
  })
}

function hiddenItem(message: Message): TimelineItem {
  return kept(hidden, message, () => ({ ...storedItem(message), text: '', deleted: true }))
}

function pendingItem(parcel: Parcel<SendMessage>, senderId: UserId): TimelineItem {
  const { id, createdAt, delivery } = parcel
  const known = pending.get(parcel)
  if (known?.delivery === delivery) return known
  const { text } = parcel.body
  const key = messageKey({ senderId, id })
  const item: TimelineItem = { key, id, senderId, text, createdAt, seq: null, deleted: false, delivery }
  pending.set(parcel, item)
  return item
}

/** The stored messages, then one's own that are on their way and not among them yet. */
export function composeItems(
  messages: readonly Message[],
  parcels: readonly Parcel<SendMessage>[],
  me: UserId,
  hides: (seq: Seq) => boolean,
): readonly TimelineItem[] {
  const items = messages.map(message => (hides(message.seq) ? hiddenItem(message) : storedItem(message)))
  if (!parcels.length) return items
  const keys = new Set(items.map(item => item.key))
  const waiting = parcels.map(parcel => pendingItem(parcel, me)).filter(item => !keys.has(item.key))
  return [...items, ...waiting]
}
