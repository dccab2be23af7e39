/** Holds this side of the wire against the golden frames that both sides share. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Members, NewConversation } from '../src/belonging'
import { createChat } from '../src/chat'
import { ClassicChat } from '../src/classic'
import { asEvent, parseEvent } from '../src/event'
import { membership } from '../src/members'
import type { AddMembers, ChangeConversation, Cursors, SetProfile } from '../src/protocol.gen'
import { FakeServer } from './support/FakeServer'
import { FakeNetwork } from './support/FakeSocket'

type Frame = Readonly<Record<string, unknown>>

const folder = (name: string) => fileURLToPath(new URL(`../../../../fixtures/wire/${name}/`, import.meta.url))

function frames(name: string): [file: string, frame: Frame][] {
  const path = folder(name)
  const files = existsSync(path) ? readdirSync(path).filter(file => file.endsWith('.json')) : []
  return files.map(file => [file, JSON.parse(readFileSync(path + file, 'utf8')) as Frame])
}

const events = frames('events')
const commands = new Map(frames('commands'))

function command(file: string): Frame {
  const frame = commands.get(file)
  if (!frame) throw new Error(`There is no golden frame ${folder('commands')}${file}.`)
  return frame
}

const place = (file: string) =>
  command(file) as {
    readonly id: string
    readonly conversationId: string
    readonly seq: number
    readonly text: string
    readonly emoji: string
    readonly on: boolean
  }

/** Commands of members, which go by requests. */
const MEMBERS = [
  ...['create-conversation', 'create-conversation.group', 'change-conversation', 'change-conversation.name'],
  ...['add-members', 'remove-member', 'set-role', 'join', 'leave', 'block', 'report'],
]

/** What a golden frame asks for, without what the client adds. */
function wish<Wish>(file: string): Wish {
  const { id: _, type: __, ...wish } = command(file)
  return wish as Wish
}

test('there are golden frames', () => {
  expect(events.length, `${folder('events')} has golden frames`).toBeGreaterThan(0)
  expect(commands.size, `${folder('commands')} has golden frames`).toBeGreaterThan(0)
})

/** What tells this client nothing. */
const passedOver = ['user-joined', 'user-left']
const applied = events.filter(([, { type }]) => !passedOver.includes(type as string))

describe('events', () => {
  test('what is not applied is passed over', () => {
    const others = events.filter(event => !applied.includes(event))
    expect(new Set(others.map(([, { type }]) => type))).toEqual(new Set(passedOver))
    for (const [file, frame] of others) expect(asEvent(frame), file).toBeNull()
  })

  test.each(applied)('%s is understood as what its name says', (file, frame) => {
    expect(parseEvent(JSON.stringify(frame))).toEqual(frame)
    expect(frame.type).toBe(file.split('.')[0])
  })

  test.each(applied)('%s with a field of the wrong kind is not', (_file, frame) => {
    for (const field of Object.keys(frame)) {
      // A greeting is not read by anybody, and neither are these clocks and who is connected.
      const unread =
        field === 'connectedUsers' ||
        (frame.type === 'connection-established' && field === 'message') ||
        (frame.type !== 'connection-established' && field === 'timestamp')
      if (!unread) expect(asEvent({ ...frame, [field]: {} }), `${field} as an object`).toBeNull()
    }
  })

  test('what is not an event is none', () => {
    const frames = [
      '',
      'null',
      '[]',
      '7',
      '{}',
      '{"type":7}',
      '{"type":"constructor"}',
      '{"type":"tomorrow"}',
    ]
    for (const frame of frames) expect(parseEvent(frame), frame).toBeNull()
    expect(parseEvent(new ArrayBuffer(4))).toBeNull()
  })
})

describe('commands', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  test('of the classic contract', () => {
    const { id, text, senderId, receiverId } = command('message.json') as Record<string, string>
    const everybody = command('message.everybody.json')
    const ids = [id, everybody.id]
    vi.stubGlobal('crypto', { randomUUID: () => ids.shift() })
    const network = new FakeNetwork()
    const chat = new ClassicChat(
      String(senderId),
      {},
      { url: 'http://chat.test', WebSocket: network.WebSocket },
    )
    chat.start()
    network.last.accept()
    chat.sendMessage(String(text), String(senderId), receiverId)
    chat.sendMessage(String(everybody.text), String(everybody.senderId))
    chat.sendTyping(true)
    vi.advanceTimersByTime(30_000)
    const sent = new Set(network.last.sent.map(withoutClock).map(spell))
    const golden = ['register', 'message', 'message.everybody', 'typing', 'ping']
    for (const name of golden) expect(sent).toContain(spell(command(`${name}.json`)))
  })

  test('of protocol 2', async () => {
    const register = command('register.full.json')
    const { id, conversationId, text } = command('message.full.json') as Record<string, string>
    const read = command('read.json') as { conversationId: string; seq: number }
    const [edited, reacted, removed] = [place('edit.json'), place('react.json'), place('delete.id.json')]
    const ids = ['of the name', id, 'of the reading', edited.id, reacted.id, removed.id, 'of the new name']
    vi.stubGlobal('crypto', { randomUUID: () => ids.shift() })
    const server = new FakeServer()
    for (const who of ['alice', 'bob', 'bob']) server.says(who, read.conversationId, 'hello')
    const chat = createChat({
      userId: String(register.userId),
      name: String(register.name),
      url: 'http://chat.test',
      WebSocket: server.WebSocket,
      fetch: server.fetch,
      undoMs: 0,
    })
    chat.start()
    await vi.advanceTimersByTimeAsync(100)
    chat.setTyping(String(conversationId), true)
    chat.send(String(conversationId), String(text))
    chat.markRead(read.conversationId, read.seq)
    chat.edit(edited.conversationId, edited.seq, edited.text)
    chat.react(reacted.conversationId, reacted.seq, reacted.emoji, reacted.on)
    await vi.advanceTimersByTimeAsync(100)
    chat.remove(removed.conversationId, removed.seq)
    chat.setPresence('away')
    chat.setName(String(command('profile.json').name))
    await vi.advanceTimersByTimeAsync(1_000)
    const frames: Frame[] = [...server.last.sent, ...server.commands]
    // Any command may have an id.
    const sent = new Set([...frames, ...frames.map(withoutId)].map(spell))
    const golden = ['register.full', 'message.full', 'typing.full', 'read', 'presence', 'profile']
    golden.push('edit', 'react', 'delete.id', 'delete')
    for (const name of golden) expect(sent).toContain(spell(command(`${name}.json`)))
  })

  test('of protocol 2 about groups, channels and people', async () => {
    const server = new FakeServer()
    const { WebSocket, fetch } = server
    const chat = createChat({
      userId: 'alice',
      url: 'http://chat.test',
      WebSocket,
      fetch,
      members: membership,
    })
    chat.start()
    await vi.advanceTimersByTimeAsync(100)
    const { conversationId, ...change } = wish<ChangeConversation>('change-conversation.json')
    const members = chat.members as Members
    // This server knows not all of it; what matters is what was asked.
    const answered = Promise.allSettled([
      members.create(wish<NewConversation>('create-conversation.json')),
      members.create(wish<NewConversation>('create-conversation.group.json')),
      members.change(conversationId, change),
      members.change(conversationId, { name: 'Design' }),
      members.add(conversationId, wish<AddMembers>('add-members.json').userIds),
      members.remove(conversationId, 'dave'),
      members.setRole(conversationId, 'bob', 'admin'),
      members.join(conversationId),
      members.leave(conversationId),
      members.block('mallory', true),
      members.report(conversationId, 4, 'It is an advertisement.'),
      members.setProfile(wish<SetProfile>('profile.full.json')),
    ])
    chat.setPresence('do-not-disturb')
    await vi.advanceTimersByTimeAsync(1_000)
    await answered
    const sent = new Set([...server.last.sent, ...server.commands].map(withoutId).map(spell))
    const golden = [...MEMBERS, 'profile.full', 'presence.do-not-disturb']
    for (const name of golden) expect(sent, name).toContain(spell(withoutId(command(`${name}.json`))))
  })

  test('of protocol 2 that ask for what was missed', async () => {
    const asked = command('changes.json') as { conversationId: string; after: number; id: string }
    const register = command('register.cursors.json') as { userId: string; cursors: Cursors }
    const { epoch, after } = register.cursors
    const server = new FakeServer()
    server.epoch = epoch
    for (const [id, seq] of Object.entries(after)) for (let i = 0; i < seq; i++) server.says('bob', id, '…')
    const { WebSocket, fetch } = server
    const chat = createChat({ userId: register.userId, url: 'http://chat.test', WebSocket, fetch })
    chat.start()
    for (const id of Object.keys(after)) chat.timeline(id).subscribe(() => {})
    await vi.advanceTimersByTimeAsync(100)
    server.dropAll()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(server.last.sent[0]).toEqual(register)
    server.losesEvents = true
    server.says('bob', asked.conversationId, 'lost')
    server.losesEvents = false
    server.says('bob', asked.conversationId, 'after it')
    await vi.advanceTimersByTimeAsync(100)
    // The answer says where it begins, so this client needs no id.
    expect(server.last.sentOf('changes')).toEqual([withoutId(asked)])
  })

  test('there is a test for each', () => {
    const tested = ['register', 'message', 'message.everybody', 'typing', 'ping', 'read', 'presence']
    const full = ['register.full', 'message.full', 'typing.full', 'profile', 'edit', 'react', 'delete.id']
    const others = ['profile.full', 'presence.do-not-disturb']
    const signedIn = ['register.token', 'register.cookie']
    const requests = ['delete', 'changes', 'register.cursors']
    const names = [...tested, ...full, ...requests, ...MEMBERS, ...others, ...signedIn]
    expect([...commands.keys()].sort()).toEqual(names.map(name => `${name}.json`).sort())
  })
})

/** Frames are equal if they say the same, in whatever order. */
function spell(frame: object): string {
  return JSON.stringify(Object.entries(frame).sort(([one], [other]) => (one < other ? -1 : 1)))
}

function withoutId({ id: _, ...frame }: Frame): object {
  return frame
}

/** Classic clients say when they sent a message; the server's clock decides, and the golden frames leave it out. */
function withoutClock({ createdAt: _, ...frame }: Record<string, unknown>): object {
  return frame
}
