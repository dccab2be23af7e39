/** What is read back, or heard from another tab, is somebody else's word: it is checked like what comes from the wire. */
import { type Check, isMessage, isPerson, list, number, object, text, textOrNull } from '../event'
import { latestSeq } from '../ids'
import type { ConversationSummary, Message, MessagePage, Person } from '../protocol.gen'

/** A message of one's own, written down. */
export interface LetterRecord {
  readonly id: string
  /** The place among the others: the smaller goes first. */
  readonly order: number
  readonly conversationId: string
  readonly text: string
  readonly createdAt: string
  /** Why it failed; null while it waits. */
  readonly reason: string | null
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
const time: Check = value => text(value) && !Number.isNaN(Date.parse(value as string))
const orNull =
  (check: Check): Check =>
  value =>
    value === null || check(value)

export const isLetter = object({
  id: text,
  order: number,
  conversationId: text,
  text,
  createdAt: time,
  reason: textOrNull,
}) as (value: unknown) => value is LetterRecord

const hasPage = object({
  conversationId: text,
  epoch: text,
  savedAt: number,
  page: object({ messages: list(isMessage), hasMore: value => typeof value === 'boolean', head: count }),
})

/** Messages of this conversation, in their order, none of them beyond the head. */
export function isTimeline(value: unknown, conversationId: string): value is TimelineRecord {
  if (!hasPage(value)) return false
  const { page, ...record } = value as TimelineRecord
  const belongs = (message: Message, index: number) =>
    message.conversationId === conversationId &&
    count(message.seq) &&
    message.seq > (page.messages[index - 1]?.seq ?? 0) &&
    count(latestSeq(message))
  return record.conversationId === conversationId && page.messages.every(belongs)
}

const isSummary = object({
  conversationId: text,
  kind: text,
  peer: orNull(isPerson),
  head: count,
  readSeq: count,
  unread: count,
  lastMessage: orNull(isMessage),
})

export const isLists = object({
  epoch: text,
  savedAt: number,
  conversations: list(isSummary),
  people: list(isPerson),
}) as (value: unknown) => value is ListsRecord
