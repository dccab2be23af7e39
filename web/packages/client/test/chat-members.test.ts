/** Groups and channels: the list follows what others do, and what is asked for is done or refused. */
import { describe, expect, test, vi } from 'vitest'
import type { Members } from '../src/belonging'
import { membership } from '../src/members'
import type { Notice } from '../src/protocol.gen'
import { chatting, looking, settle, summary } from './support/chatting'
import { FakeServer } from './support/FakeServer'

const DESIGN = `c-${'design'.padEnd(22, 'x')}`

function designing(): FakeServer {
  const server = new FakeServer()
  server.groups.make(DESIGN, { name: 'Design', posting: 'everyone', visibility: 'private' }, { bob: 'owner' })
  return server
}

async function member(server = designing()) {
  server.groups.does('bob', DESIGN, { what: 'added', userIds: ['alice'] })
  const { chat } = await chatting(server, { members: membership })
  return { chat, server, members: chat.members as Members }
}

const design = (chat: Parameters<typeof summary>[0]) => summary(chat, DESIGN)
const changes = (server: FakeServer) => server.requests.filter(path => path === 'GET conversations').length

describe('the list of conversations', () => {
  test('gets one that somebody adds the user to, and loses it when they are removed', async () => {
    const server = designing()
    const { chat } = await chatting(server, { members: membership })
    expect(design(chat)).toBeUndefined()
    server.groups.does('bob', DESIGN, { what: 'added', userIds: ['alice'] })
    expect(design(chat)).toMatchObject({ name: 'Design', role: 'member', memberCount: 2, unread: 0 })
    server.groups.does('bob', DESIGN, { what: 'removed', userIds: ['alice'] })
    expect(design(chat)).toBeUndefined()
  })

  test.each<[Notice, object]>([
    [{ what: 'renamed', name: 'Design review' }, { name: 'Design review' }],
    [{ what: 'described', description: 'What it looks like' }, { description: 'What it looks like' }],
    [{ what: 'posting', posting: 'admins' }, { posting: 'admins' }],
    [{ what: 'visibility', visibility: 'public' }, { visibility: 'public' }],
    [{ what: 'role', userId: 'alice', role: 'admin' }, { role: 'admin' }],
    [{ what: 'role', userId: 'bob', role: 'admin' }, { role: 'member' }],
    [{ what: 'added', userIds: ['carol', 'dave'] }, { memberCount: 4 }],
    [{ what: 'archived' }, { archivedAt: expect.any(String) }],
  ])('follows a notice without asking: %j', async (notice, shown) => {
    const { chat, server } = await member()
    const asked = changes(server)
    server.groups.does('bob', DESIGN, notice)
    expect(design(chat)).toMatchObject({ ...shown, lastMessage: { notice }, unread: 0 })
    await settle(1_000)
    expect(changes(server)).toBe(asked)
  })

  test('takes a name away, and a conversation out of the archive', async () => {
    const { chat, server } = await member()
    server.groups.does('bob', DESIGN, { what: 'renamed', name: '' })
    server.groups.does('bob', DESIGN, { what: 'archived' })
    expect(design(chat)).not.toHaveProperty('name')
    server.groups.does('bob', DESIGN, { what: 'unarchived' })
    expect(design(chat)).not.toHaveProperty('archivedAt')
  })

  test('asks again where something before the notice was missed', async () => {
    const { chat, server } = await member()
    server.losesEvents = true
    server.groups.does('bob', DESIGN, { what: 'renamed', name: 'Lost' })
    server.losesEvents = false
    server.groups.does('bob', DESIGN, { what: 'described', description: 'after it' })
    await settle(1_000)
    expect(design(chat)).toMatchObject({ name: 'Lost', description: 'after it' })
  })

  test('finds out after a broken connection what was lost meanwhile', async () => {
    const { chat, server } = await member()
    looking(chat, DESIGN)
    await settle()
    server.socketsDown = true
    server.dropAll()
    server.groups.does('bob', DESIGN, { what: 'removed', userIds: ['alice'] })
    server.socketsDown = false
    await settle(5_000)
    expect(design(chat)).toBeUndefined()
  })

  test('keeps what somebody is added to while the list is being read', async () => {
    const server = designing()
    let isSlow = false
    const { chat } = await chatting(server, {
      members: membership,
      fetch: async (input, init) => {
        const answer = await server.fetch(input, init)
        if (isSlow) await new Promise(resolve => setTimeout(resolve, 2_000))
        return answer
      },
    })
    isSlow = true
    server.dropAll()
    await settle(2_000)
    server.groups.does('bob', DESIGN, { what: 'added', userIds: ['alice'] })
    await settle(10_000)
    expect(design(chat)).toMatchObject({ name: 'Design' })
  })

  test('says nothing of what was said before the user came in', async () => {
    const server = designing()
    const { chat } = await chatting(server, { members: membership })
    const heard = vi.fn()
    chat.onMessage(({ text }) => heard(text))
    server.says('bob', DESIGN, 'long ago')
    server.groups.does('bob', DESIGN, { what: 'added', userIds: ['alice'] })
    await settle(120_000)
    expect(heard).not.toHaveBeenCalled()
    server.says('bob', DESIGN, 'welcome')
    await settle()
    expect(heard.mock.calls).toEqual([['welcome']])
  })

  test('without members, a chat shows what there is and counts no notices', async () => {
    const server = designing()
    const { chat } = await chatting(server)
    server.groups.does('bob', DESIGN, { what: 'added', userIds: ['alice'] })
    server.says('bob', DESIGN, 'one')
    await settle(1_000)
    expect(design(chat)).toMatchObject({ name: 'Design', unread: 1 })
    server.groups.does('bob', DESIGN, { what: 'archived' })
    expect(design(chat)).toMatchObject({ unread: 1 })
  })
})

describe('a timeline', () => {
  test('has notices among its messages, in their place', async () => {
    const { chat, server } = await member()
    const { timeline } = looking(chat, DESIGN)
    await settle()
    server.says('bob', DESIGN, 'hello')
    server.groups.does('bob', DESIGN, { what: 'renamed', name: 'Art' })
    const items = timeline.getState().items
    expect(items.map(({ text, notice }) => notice?.what ?? text)).toEqual(['added', 'hello', 'renamed'])
    chat.markRead(DESIGN, 1)
    expect(design(chat)?.unread).toBe(1)
  })

  test('of a conversation that is lost shows nothing, and what waited for it is not sent', async () => {
    const { chat, server } = await member()
    const { texts } = looking(chat, DESIGN)
    server.says('bob', DESIGN, 'secret')
    await settle()
    server.losesMessages = true
    chat.send(DESIGN, 'on its way')
    server.groups.does('bob', DESIGN, { what: 'removed', userIds: ['alice'] })
    await settle(60_000)
    expect(texts()).toEqual([])
    expect(chat.getState().waiting).toBe(0)
  })

  test('is there again for somebody who comes back', async () => {
    const { chat, server } = await member()
    const { texts } = looking(chat, DESIGN)
    server.groups.does('bob', DESIGN, { what: 'removed', userIds: ['alice'] })
    await settle(1_000)
    server.groups.does('bob', DESIGN, { what: 'added', userIds: ['alice'] })
    server.says('bob', DESIGN, 'welcome back')
    await settle(1_000)
    expect(texts().at(-1)).toBe('welcome back')
  })
})

describe('who is in a conversation', () => {
  const names = (members: Members) =>
    members
      .of(DESIGN)
      .getState()
      .members.map(({ userId, role }) => `${userId} ${role}`)

  test('is read when somebody looks, and follows notices', async () => {
    const { server, members } = await member()
    const list = members.of(DESIGN)
    expect(list.getState()).toMatchObject({ status: 'loading', members: [] })
    list.subscribe(() => {})
    await settle()
    expect(names(members)).toEqual(['alice member', 'bob owner'])
    const asked = server.requests.length
    const data = server.groups.does('bob', DESIGN, { what: 'added', userIds: ['carol'] })
    server.groups.does('bob', DESIGN, { what: 'role', userId: 'alice', role: 'admin' })
    server.groups.does('carol', DESIGN, { what: 'left' })
    server.push({ type: 'message', data }, DESIGN)
    expect(names(members)).toEqual(['alice admin', 'bob owner'])
    expect(server.requests.length).toBe(asked)
    expect(members.of(DESIGN)).toBe(list)
  })

  test('counts one’s own changes once, whichever of answer and notice is first', async () => {
    const { members } = await member()
    members.of(DESIGN).subscribe(() => {})
    await settle()
    await Promise.all([members.add(DESIGN, ['carol', 'dave']), settle()])
    expect(names(members)).toEqual(['alice member', 'bob owner', 'carol member', 'dave member'])
  })

  test('that can’t be read says so, and can be tried again', async () => {
    const { server, members } = await member()
    const list = members.of(DESIGN)
    server.restDown = true
    list.subscribe(() => {})
    await settle()
    expect(list.getState().status).toBe('failed')
    server.restDown = false
    list.load()
    await settle()
    expect(list.getState()).toMatchObject({ status: 'ready', members: [{}, {}] })
  })

  test('is not read again for who comes back to it, unless something may have been missed', async () => {
    const { server, members } = await member()
    const visit = async () => {
      const leave = members.of(DESIGN).subscribe(() => {})
      await settle()
      leave()
    }
    const reads = () => server.requests.filter(path => path === `GET conversations/${DESIGN}`).length
    await visit()
    server.groups.does('bob', DESIGN, { what: 'added', userIds: ['carol'] })
    await visit()
    expect(reads()).toBe(1)
    expect(names(members)).toContain('carol member')
    server.dropAll()
    await settle(5_000)
    await visit()
    expect(reads()).toBe(2)
  })

  test('is read again after a broken connection', async () => {
    const { server, members } = await member()
    members.of(DESIGN).subscribe(() => {})
    await settle()
    server.socketsDown = true
    server.dropAll()
    server.groups.does('bob', DESIGN, { what: 'added', userIds: ['carol'] })
    server.socketsDown = false
    await settle(5_000)
    expect(names(members)).toContain('carol member')
  })
})

describe('asking', () => {
  test('makes a channel, which is there when it is answered', async () => {
    const { chat, members } = await member()
    const wish = { kind: 'channel', name: 'Art', visibility: 'public', userIds: ['bob'] } as const
    const [id] = await Promise.all([members.create({ ...wish, userIds: ['bob'] }), settle()])
    expect(summary(chat, id)).toMatchObject({ name: 'Art', role: 'owner', memberCount: 2 })
  })

  test('makes one conversation of a wish that was not answered at first, and two of one that was', async () => {
    const server = designing()
    let isCut = false
    const { chat } = await chatting(server, {
      members: membership,
      fetch: async (input, init) => {
        const answer = await server.fetch(input, init)
        if (isCut && init?.method === 'POST') throw new TypeError('fetch failed')
        return answer
      },
    })
    const create = () => (chat.members as Members).create({ kind: 'group', name: 'Trip' })
    isCut = true
    await Promise.all([expect(create()).rejects.toThrow("Couldn't reach the server."), settle()])
    isCut = false
    await Promise.all([create(), settle()])
    const trips = () => chat.getState().conversations.filter(({ name }) => name === 'Trip')
    expect(trips()).toHaveLength(1)
    await Promise.all([create(), settle()])
    expect(trips()).toHaveLength(2)
  })

  test('comes into a public channel and goes again', async () => {
    const server = designing()
    server.groups.make(DESIGN, { name: 'Design', visibility: 'public' }, { bob: 'owner' })
    const { chat } = await chatting(server, { members: membership })
    const members = chat.members as Members
    const [found] = await Promise.all([members.channels('des'), settle()])
    expect(found).toMatchObject([{ conversationId: DESIGN, name: 'Design', joined: false }])
    await Promise.all([members.join(DESIGN), settle()])
    expect(design(chat)).toMatchObject({ memberCount: 2 })
    await Promise.all([members.leave(DESIGN), settle()])
    expect(design(chat)).toBeUndefined()
    const [none] = await Promise.all([members.channels('nothing like it'), settle()])
    expect(none).toEqual([])
  })

  test('is refused in the server’s words', async () => {
    const { server, members } = await member()
    const message = 'Only an owner of this conversation can do that.'
    server.groups.refusals.push({ code: 'forbidden', message })
    await Promise.all([expect(members.change(DESIGN, { archived: true })).rejects.toThrow(message), settle()])
  })

  test('blocks somebody, and ends that', async () => {
    const { server, members } = await member()
    const { blocked } = members
    expect(blocked.getState()).toBeNull()
    blocked.subscribe(() => {})
    await settle()
    expect(blocked.getState()).toEqual([])
    await Promise.all([members.block('mallory', true), settle()])
    expect(blocked.getState()).toEqual(['mallory'])
    expect(server.groups.blocked).toContain('mallory')
    await Promise.all([members.block('mallory', false), settle()])
    expect(blocked.getState()).toEqual([])
  })

  test('changes what others see of the user', async () => {
    const { chat, server, members } = await member()
    await Promise.all([members.setProfile({ name: 'Alice B.', statusText: 'At the sea' }), settle()])
    expect(server.commands.at(-1)).toMatchObject({ type: 'profile', statusText: 'At the sea' })
    expect(chat.getState().me.name).toBe('Alice B.')
  })
})

test('do not disturb is said again on each new connection', async () => {
  const { chat, server } = await member()
  chat.setPresence('do-not-disturb')
  server.dropAll()
  await settle(3_000)
  expect(server.sockets.map(socket => socket.sentOf('presence'))).toEqual([
    [{ type: 'presence', status: 'do-not-disturb' }],
    [{ type: 'presence', status: 'do-not-disturb' }],
  ])
})
