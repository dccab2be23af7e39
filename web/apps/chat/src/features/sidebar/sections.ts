/**
 * What the list shows, in which order: unread first, then channels, then groups and direct conversations, by activity each;
 * then people not yet talked to, and what is archived.
 */
import type { ConversationId, ConversationSummary, Person, UserId } from '@webchat/client'
import { conversationName, folded } from '../../words'

export interface Entry {
  readonly conversationId: ConversationId
  readonly name: string
  /** Whose face is shown; null for a group or channel. */
  readonly person: Person | null
  /** Null while nothing was said. */
  readonly summary: ConversationSummary | null
}

export interface Section {
  readonly id: 'unread' | 'channels' | 'direct' | 'people' | 'archived'
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

function matches({ name, person }: Entry, query: string): boolean {
  return folded(name).includes(query) || (person !== null && folded(person.userId).includes(query))
}

function isUnread({ conversationId, summary }: Entry, held: Listing['held']): boolean {
  return held?.conversationId === conversationId ? held.wasUnread : (summary?.unread ?? 0) > 0
}

function sectionOf(entry: Entry, held: Listing['held']): Section['id'] {
  if (isUnread(entry, held)) return 'unread'
  if (entry.summary?.archivedAt) return 'archived'
  return entry.summary?.kind === 'channel' ? 'channels' : 'direct'
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
  const place = (entry: Entry) => sectionOf(entry, held)
  const sections: Section[] = [
    { id: 'unread', title: 'Unread', entries: found.filter(entry => place(entry) === 'unread') },
    { id: 'channels', title: 'Channels', entries: found.filter(entry => place(entry) === 'channels') },
    { id: 'direct', title: 'Direct', entries: found.filter(entry => place(entry) === 'direct') },
    { id: 'people', title: 'People', entries: strangers.filter(entry => matches(entry, query)) },
    { id: 'archived', title: 'Archived', entries: found.filter(entry => place(entry) === 'archived') },
  ]
  return sections.filter(({ entries }) => entries.length > 0)
}
