/** What the list shows, in which order: unread first, then conversations by activity, then people not yet talked to. */
import type { ConversationId, ConversationSummary, Person, UserId } from '@webchat/client'
import { conversationName } from '../../words'

export interface Entry {
  readonly conversationId: ConversationId
  readonly name: string
  /** Whose face is shown; null for a channel. */
  readonly person: Person | null
  /** Null while nothing was said. */
  readonly summary: ConversationSummary | null
}

export interface Section {
  readonly id: 'unread' | 'conversations' | 'people'
  readonly title: string
  readonly entries: readonly Entry[]
}

export interface Listing {
  conversations: readonly ConversationSummary[]
  people: readonly Person[]
  me: UserId
  query: string
  /** The open one stays where it was found, until another one is opened. */
  held: { readonly conversationId: ConversationId; readonly wasUnread: boolean } | null
  directWith: (userId: UserId) => ConversationId
}

/** For comparing: without marks, case and width. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}

function matches({ name, person }: Entry, query: string): boolean {
  return folded(name).includes(query) || (person !== null && folded(person.userId).includes(query))
}

function isUnread({ conversationId, summary }: Entry, held: Listing['held']): boolean {
  return held?.conversationId === conversationId ? held.wasUnread : (summary?.unread ?? 0) > 0
}

/** Summaries and people never change, so what is made of one is kept with it, and needs no drawing again. */
const entries = new WeakMap<ConversationSummary | Person, Entry>()

function entryOf(summary: ConversationSummary, me: UserId): Entry {
  const { conversationId, peer } = summary
  const entry = entries.get(summary) ?? {
    conversationId,
    name: conversationName(summary, me),
    person: peer,
    summary,
  }
  entries.set(summary, entry)
  return entry
}

function strangerOf(person: Person, conversationId: ConversationId): Entry {
  const entry = entries.get(person) ?? { conversationId, name: person.name, person, summary: null }
  entries.set(person, entry)
  return entry
}

export function buildSections(listing: Listing): readonly Section[] {
  const { conversations, people, me, held, directWith } = listing
  const query = folded(listing.query.trim())
  const known = conversations.map(summary => entryOf(summary, me))
  const talkedTo = new Set(conversations.map(({ conversationId }) => conversationId))
  const strangers = people
    .map(person => strangerOf(person, directWith(person.userId)))
    .filter(({ conversationId }) => !talkedTo.has(conversationId))
  const found = known.filter(entry => matches(entry, query))
  const sections: Section[] = [
    { id: 'unread', title: 'Unread', entries: found.filter(entry => isUnread(entry, held)) },
    { id: 'conversations', title: 'Conversations', entries: found.filter(entry => !isUnread(entry, held)) },
    { id: 'people', title: 'People', entries: strangers.filter(entry => matches(entry, query)) },
  ]
  return sections.filter(({ entries }) => entries.length > 0)
}
