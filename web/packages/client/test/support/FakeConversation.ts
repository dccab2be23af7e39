/** One conversation as the store holds it: the truth that clients have to end with. */
import type { Changes, Message, MessagePage, Notice, Seq, UserId } from '../../src/protocol.gen'

const CHANGED_AT = '2026-01-02T00:00:00.000Z'

/** A message with everything that a test does not care about filled in. */
export function message(fields: Partial<Message> = {}): Message {
  const seq = fields.seq ?? 1
  return {
    id: `m${seq}`,
    text: `text ${seq}`,
    senderId: 'bob',
    receiverId: null,
    createdAt: new Date(Date.UTC(2026, 0, 1) + seq * 1_000).toISOString(),
    conversationId: 'general',
    seq,
    ...fields,
  }
}

export class FakeConversation {
  readonly id: string
  head: Seq = 0
  messages: Message[] = []
  /** Beyond this many changes the answer is a reset. */
  changesLimit = 1_000
  /** Changes in one answer. */
  changesPage = 1_000

  constructor(id: string) {
    this.id = id
  }

  /** The same sender's same id is the same message. */
  append(senderId: UserId, text: string, id?: string): Message {
    const known = this.messages.find(other => other.id === id && other.senderId === senderId)
    if (known) return known
    const seq = ++this.head
    const peer = this.id.split('~').find(userId => userId !== senderId) ?? null
    const receiverId = this.id.includes('~') ? peer : null
    const stored = message({
      seq,
      senderId,
      receiverId,
      text,
      conversationId: this.id,
      id: id ?? `${this.id}-${seq}`,
    })
    this.messages = [...this.messages, stored]
    return stored
  }

  /** Says what changed about it. */
  notice(senderId: UserId, notice: Notice): Message {
    const told = { ...this.append(senderId, ''), notice }
    this.messages = this.messages.with(-1, told)
    return told
  }

  find(seq: Seq): Message {
    const known = this.messages.find(other => other.seq === seq)
    if (!known) throw new Error(`There is no message ${seq}.`)
    return known
  }

  delete(seq: Seq): Message {
    const { reactions: _, ...known } = this.find(seq)
    return known.deletedAt ? this.find(seq) : this.#change({ ...known, text: '', deletedAt: CHANGED_AT })
  }

  /** The same text again changes nothing. */
  edit(seq: Seq, text: string): Message {
    const known = this.find(seq)
    return known.text === text ? known : this.#change({ ...known, text, editedAt: CHANGED_AT })
  }

  /** Doing it again changes nothing. */
  react(seq: Seq, userId: UserId, emoji: string, on: boolean): Message {
    const { reactions = [], ...known } = this.find(seq)
    const before = reactions.find(reaction => reaction.emoji === emoji)?.userIds ?? []
    if (before.includes(userId) === on) return this.find(seq)
    const userIds = on ? [...before, userId] : before.filter(other => other !== userId)
    const next = before.length
      ? reactions.map(reaction => (reaction.emoji === emoji ? { emoji, userIds } : reaction))
      : [...reactions, { emoji, userIds }]
    const left = next.filter(reaction => reaction.userIds.length)
    return this.#change({ ...known, ...(left.length ? { reactions: left } : {}) })
  }

  #change(fresh: Message): Message {
    const changed = { ...fresh, changeSeq: ++this.head }
    this.messages = this.messages.map(other => (other.seq === fresh.seq ? changed : other))
    return changed
  }

  page(limit: number, before: Seq = Number.POSITIVE_INFINITY): MessagePage {
    const older = this.messages.filter(({ seq }) => seq < before)
    return { messages: older.slice(-limit), hasMore: older.length > limit, head: this.head }
  }

  changes(after: Seq): Changes {
    const missed = this.messages
      .filter(other => latest(other) > after)
      .sort((one, other) => latest(one) - latest(other))
    if (missed.length > this.changesLimit || after > this.head) {
      return { after, reset: true, messages: [], seq: after, head: this.head }
    }
    const messages = missed.slice(0, this.changesPage)
    const last = messages.at(-1)
    const seq = messages.length < missed.length && last ? latest(last) : this.head
    return { after, reset: false, messages, seq, head: this.head }
  }
}

const latest = (message: Message): Seq => message.changeSeq ?? message.seq
