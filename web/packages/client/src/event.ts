/** Text from the wire to an Event: the one place where the server's words are understood. */
import type { Event } from './protocol.gen'

export type Check = (value: unknown) => boolean
type Shape = Readonly<Record<string, Check>>

export const text: Check = value => typeof value === 'string'
export const number: Check = value => typeof value === 'number'
export const flag: Check = value => typeof value === 'boolean'
export const textOrNull: Check = value => value == null || text(value)
export const maybe =
  (check: Check): Check =>
  value =>
    value === undefined || check(value)
export const list =
  (check: Check): Check =>
  value =>
    Array.isArray(value) && value.every(check)
export const object =
  (shape: Shape): Check =>
  value =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(shape).every(([name, check]) => check((value as Record<string, unknown>)[name]))

/** The classic five fields are required, the others may be missing: classic servers don't send them. */
export const isMessage: Check = object({
  id: text,
  text,
  senderId: text,
  receiverId: textOrNull,
  createdAt: text,
  conversationId: maybe(text),
  seq: maybe(number),
  changeSeq: maybe(number),
  editedAt: maybe(text),
  reactions: maybe(list(object({ emoji: text, userIds: list(text) }))),
  deletedAt: maybe(text),
  notice: maybe(object({ what: text })),
})

export const isPerson: Check = object({ userId: text, name: text, status: text, lastSeenAt: textOrNull })
const carriesMessage = object({ data: isMessage })

/** Who comes and goes is no event for this client: it hears of presence. */
type Applied = Exclude<Event['type'], 'user-joined' | 'user-left'>

const SHAPES: Readonly<Record<Applied, Check>> = {
  'connection-established': object({ timestamp: text }),
  'registration-confirmed': object({
    userId: text,
    protocol: maybe(number),
    epoch: maybe(text),
  }),
  message: carriesMessage,
  'message-changed': carriesMessage,
  'typing-update': object({ typingUsers: list(text), conversationId: maybe(text) }),
  pong: () => true,
  error: object({ message: text, code: maybe(text), id: maybe(text), retryAfterMs: maybe(number) }),
  changes: object({
    conversationId: text,
    after: number,
    reset: flag,
    messages: list(isMessage),
    seq: number,
    head: number,
    id: maybe(text),
  }),
  done: object({ id: text }),
  presence: object({ people: list(isPerson) }),
  read: object({ conversationId: text, seq: number, unread: number }),
  conversation: object({
    data: object({ conversationId: text, head: number, readSeq: number, unread: number }),
    id: maybe(text),
  }),
  'conversation-gone': object({ conversationId: text }),
}

/** The event that a value from JSON is; null if it is none that this client knows. */
export function asEvent(value: unknown): Event | null {
  const { type } = (value ?? {}) as { type?: unknown }
  const known = typeof type === 'string' && Object.hasOwn(SHAPES, type)
  return known && SHAPES[type as Applied](value) ? (value as Event) : null
}

/** The event that a text frame holds; null if it holds none. Never throws: a newer server may say more. */
export function parseEvent(frame: unknown): Event | null {
  if (typeof frame !== 'string') return null
  try {
    return asEvent(JSON.parse(frame))
  } catch {
    return null
  }
}
