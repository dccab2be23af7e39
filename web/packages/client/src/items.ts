/** Messages and conversations as they are shown. What looks the same stays the same object. */

import { keptIfEqual } from './identity'
import { messageKey } from './ids'
import type { Delivery, TimelineItem } from './model'
import type { Parcel } from './outbox'
import { isChange, isPending, laneOf, type PendingChange, type Told, withChange } from './pending-changes'
import type { ConversationSummary, Message, UserId } from './protocol.gen'

const SENT: Delivery = { state: 'sent' }

const stored: WeakMap<Message, TimelineItem> = new WeakMap()
/** Of messages that are on their way, and of those with a change of one's own laid over them. */
const passing: WeakMap<object, unknown> = new WeakMap()

function kept<Shown>(source: object, fresh: Shown): Shown {
  const shown = keptIfEqual(passing.get(source) as Shown | undefined, fresh)
  passing.set(source, shown)
  return shown
}

function storedItem(message: Message): TimelineItem {
  const known = stored.get(message)
  if (known) return known
  const { conversationId: _, receiverId: _receiver, changeSeq, deletedAt, reactions, ...said } = message
  const deleted = deletedAt !== undefined
  const item: TimelineItem = {
    ...{ key: messageKey(message), ...said, deleted, delivery: SENT },
    ...(reactions?.length && !deleted && { reactions }),
  }
  stored.set(message, item)
  return item
}

/** As it will be once those that are pending are made. If one was refused, that is what there is to say. */
function changedItem(message: Message, changes: readonly PendingChange[], me: UserId): TimelineItem {
  const due = changes.filter(isPending)
  const shown = due.reduce((state, change) => withChange(state, change, me), message)
  const said = changes.findLast(change => !due.includes(change)) ?? (shown === message ? null : due.at(-1))
  if (!said || message.deletedAt) return storedItem(message)
  const { id, body: command, delivery } = said
  return kept(message, { ...storedItem(shown), change: { id, command, delivery } })
}

function pendingItem(parcel: Parcel<Told>, senderId: UserId, text: string): TimelineItem {
  const { id, createdAt, delivery } = parcel
  const key = messageKey({ senderId, id })
  return kept(parcel, { key, id, senderId, text, createdAt, seq: null, deleted: false, delivery })
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
  // So few that looking through them for each message takes no time.
  const changes = parcels.filter(isChange)
  const items = messages.map(message => {
    const own = changes.filter(({ body }) => body.seq === message.seq)
    return own.length ? changedItem(message, own, me) : storedItem(message)
  })
  const keys = new Set(items.map(item => item.key))
  for (const parcel of parcels) {
    if (parcel.body.type !== 'message') continue
    const item = pendingItem(parcel, me, parcel.body.text)
    if (!keys.has(item.key)) items.push(item)
  }
  return items
}

/** The list with one's own edits laid over its last messages. */
export function composeList(
  list: readonly ConversationSummary[],
  parcels: readonly Parcel<Told>[],
  me: UserId,
): readonly ConversationSummary[] {
  const edits = parcels.filter(isChange).filter(parcel => isPending(parcel) && parcel.body.type === 'edit')
  if (!edits.length) return list
  return list.map(summary => {
    const last = summary.lastMessage
    const edit = last && edits.findLast(({ lane }) => lane === laneOf(last))
    return edit ? kept(edit, { ...summary, lastMessage: withChange(last, edit, me) }) : summary
  })
}
