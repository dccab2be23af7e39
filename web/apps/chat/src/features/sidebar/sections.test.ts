import type { ConversationSummary, Notice, Person } from '@webchat/client'
import { describe, expect, it } from 'vitest'
import { lastLine } from './lastLine'
import { buildSections, type Listing } from './sections'

const person = (userId: string, name = userId): Person => ({
  userId,
  name,
  status: 'online',
  lastSeenAt: null,
})
const directWith = (userId: string) => ['alice', userId].sort().join('~')

function talk(peer: Person | null, more: Partial<ConversationSummary> = {}): ConversationSummary {
  const conversationId = peer ? directWith(peer.userId) : 'general'
  const kind = peer ? 'direct' : 'channel'
  return { conversationId, kind, peer, head: 1, readSeq: 1, unread: 0, lastMessage: null, ...more }
}

const bob = person('bob', 'Bob')
const maria = person('maria', 'María')
const general = talk(null)

function list(more: Partial<Listing>) {
  const listing: Listing = {
    conversations: [talk(bob), general],
    people: [bob, maria],
    me: 'alice',
    query: '',
    held: null,
    directWith,
    ...more,
  }
  return buildSections(listing).map(
    ({ id, entries }) => `${id}: ${entries.map(entry => entry.name).join(', ')}`,
  )
}

describe('the list', () => {
  it('has channels, then groups and people one talks to, then people not yet talked to', () => {
    const group = { conversationId: 'c-1', kind: 'group', name: 'Trip', peer: null } as const
    const conversations = [
      talk(bob),
      general,
      talk(null, group),
      talk(null, { conversationId: 'c-2', name: 'Art' }),
    ]
    expect(list({ conversations })).toEqual(['channels: General, Art', 'direct: Bob, Trip', 'people: María'])
  })

  it('puts the archive last, unless there is something unread in it', () => {
    const archivedAt = '2026-01-01T00:00:00Z'
    const art = { conversationId: 'c-2', name: 'Art', archivedAt }
    expect(list({ conversations: [talk(null, art), general], people: [] })).toEqual([
      'channels: General',
      'archived: Art',
    ])
    expect(list({ conversations: [talk(null, { ...art, unread: 1 })], people: [] })).toEqual(['unread: Art'])
  })

  it('puts unread ones first', () => {
    expect(list({ conversations: [talk(bob), talk(null, { unread: 2 })] })).toEqual([
      'unread: General',
      'direct: Bob',
      'people: María',
    ])
  })

  it('leaves the open conversation where it was', () => {
    const conversations = [talk(bob, { unread: 1 }), talk(null, { unread: 2 })]
    expect(list({ conversations, held: { conversationId: 'general', wasUnread: false } })[0]).toBe(
      'unread: Bob',
    )
    const read = [talk(bob), general]
    expect(list({ conversations: read, held: { conversationId: 'alice~bob', wasUnread: true } })[0]).toBe(
      'unread: Bob',
    )
  })

  it('is searched without marks and case, by name and by id', () => {
    expect(list({ query: ' MARIA ' })).toEqual(['people: María'])
    expect(list({ query: 'gen' })).toEqual(['channels: General'])
    expect(list({ query: 'nobody' })).toEqual([])
  })

  it('calls the conversation with oneself notes', () => {
    expect(list({ conversations: [talk(person('alice', 'Alice'))], people: [] })).toEqual([
      'direct: Notes to yourself',
    ])
  })
})

describe('the last line', () => {
  const message = {
    id: 'm',
    text: 'two\n  lines',
    receiverId: null,
    createdAt: '2026-03-12T15:00:00Z',
    conversationId: 'general',
    seq: 1,
  }
  const line = (summary: ConversationSummary) => lastLine(summary, 'alice', () => 'Bob Dylan').text

  it('says who spoke', () => {
    expect(line(talk(null, { lastMessage: { ...message, senderId: 'bob' } }))).toBe('Bob: two lines')
    expect(line(talk(null, { lastMessage: { ...message, senderId: 'alice' } }))).toBe('You: two lines')
    expect(line(talk(bob, { lastMessage: { ...message, senderId: 'bob' } }))).toBe('two lines')
  })

  it('says what changed', () => {
    const notice: Notice = { what: 'added', userIds: ['carol'] }
    const lastMessage = { ...message, text: '', senderId: 'alice', notice }
    expect(line(talk(null, { lastMessage }))).toBe('You added Bob Dylan')
  })

  it('tells an empty conversation from one in which all was deleted', () => {
    expect(line(talk(bob, { head: 0 }))).toBe('No messages yet')
    expect(line(talk(bob, { head: 2 }))).toBe('Message deleted')
  })
})
