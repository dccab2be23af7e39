/** What is read back, or heard from another tab, is somebody else's word: it is checked like what comes from the wire. */
import { type Check, flag, isMessage, isPerson, list, maybe, object, text, textOrNull } from '../event'
import { latestSeq } from '../ids'
import type { Told } from '../pending-changes'
import type { ConversationSummary, Message, MessagePage, Person } from '../protocol.gen'

/** What is kept of the outbox: what is said and done, but not a name, which who makes the chat knows. */
export type Letter = Exclude<Told, { type: 'profile' }>

/** A letter, written down. */
export interface LetterRecord {
  readonly id: string
  /** The place among the others: the smaller goes first. */
  readonly order: number
  readonly lane: string
  readonly body: Letter
  readonly createdAt: string
  /** Why it failed; null while it waits. */
  readonly reason: string | null
  /** The tab whose it is to send it. */
  readonly tab: string
  /** The history that places in it are of; null if that was not known. */
  readonly epoch: string | null
}

export interface TimelineRecord {
  readonly conversationId: string
  readonly epoch: string
  readonly savedAt: number
  readonly page: MessagePage
}

export interface ListsRecord {
  readonly epoch: string
  readonly savedAt: number
  readonly conversations: readonly ConversationSummary[]
  readonly people: readonly Person[]
}

const count: Check = value => Number.isSafeInteger(value) && (value as number) >= 0
/** Milliseconds of which a date can be made. */
const instant: Check = value => count(value) && !Number.isNaN(new Date(value as number).getTime())
const time: Check = value => text(value) && !Number.isNaN(Date.parse(value as string))
const orNull =
  (check: Check): Check =>
  value =>
    value === null || check(value)
const both =
  (one: Check, other: Check): Check =>
  value =>
    one(value) && other(value)

const who = object({ userIds: list(text) })
/** Those that name somebody or something; the others say it all by what they are. */
const NOTICES: Readonly<Record<string, Check>> = {
  created: who,
  added: who,
  removed: who,
  renamed: object({ name: text }),
  described: object({ description: text }),
  role: object({ userId: text, role: text }),
}
const isNotice: Check = value => {
  const { what } = value as { what: string }
  return !Object.hasOwn(NOTICES, what) || (NOTICES[what] as Check)(value)
}

/** What comes from the server is shown as it is; of this the times are looked at too, for they are spelled out. */
const isKeptMessage = both(
  isMessage,
  object({
    createdAt: time,
    seq: count,
    editedAt: maybe(time),
    deletedAt: maybe(time),
    notice: maybe(isNotice),
  }),
)
const isKeptPerson = both(
  isPerson,
  object({
    lastSeenAt: maybe(orNull(time)),
    avatar: maybe(text),
    statusText: maybe(text),
    statusEmoji: maybe(text),
    timeZone: maybe(text),
    pronouns: maybe(text),
  }),
)

const place = { id: text, conversationId: text, seq: count }
const BODIES: Readonly<Record<Letter['type'], Check>> = {
  message: object({ id: text, conversationId: text, text }),
  edit: object({ ...place, text }),
  react: object({ ...place, emoji: text, on: flag }),
  delete: object(place),
  read: object(place),
}

const isBody: Check = value => {
  const type = (value as { type?: unknown } | null)?.type
  return typeof type === 'string' && Object.hasOwn(BODIES, type) && BODIES[type as Letter['type']](value)
}

const hasLetter = object({
  id: text,
  order: instant,
  lane: text,
  body: isBody,
  createdAt: time,
  reason: textOrNull,
  tab: text,
  epoch: textOrNull,
})

export function isLetter(value: unknown): value is LetterRecord {
  if (!hasLetter(value)) return false
  const { id, lane, body } = value as LetterRecord
  return body.id === id && lane.split('/', 1)[0] === body.conversationId
}

const hasPage = object({
  conversationId: text,
  epoch: text,
  savedAt: instant,
  page: object({ messages: list(isKeptMessage), hasMore: flag, head: count }),
})

/** Messages of this conversation, in their order. */
export function isTimeline(value: unknown, conversationId: string): value is TimelineRecord {
  if (!hasPage(value)) return false
  const { page, ...record } = value as TimelineRecord
  const belongs = (message: Message, index: number) =>
    message.conversationId === conversationId &&
    message.seq > (page.messages[index - 1]?.seq ?? 0) &&
    count(latestSeq(message))
  return record.conversationId === conversationId && page.messages.every(belongs)
}

const isSummary = object({
  conversationId: text,
  kind: text,
  peer: orNull(isKeptPerson),
  head: count,
  readSeq: count,
  unread: count,
  lastMessage: orNull(isKeptMessage),
  name: maybe(text),
  description: maybe(text),
  visibility: maybe(text),
  posting: maybe(text),
  role: maybe(text),
  memberCount: maybe(count),
  archivedAt: maybe(time),
})

export const isLists = object({
  epoch: text,
  savedAt: instant,
  conversations: list(isSummary),
  people: list(isKeptPerson),
}) as (value: unknown) => value is ListsRecord
