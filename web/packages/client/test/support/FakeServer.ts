/** A server that speaks protocol 2, in memory: sockets, REST, and ways to break both. */
import { directConversation } from '../../src/ids'
import type { Command, ConversationSummary, Cursors, Message, Person, UserId } from '../../src/protocol.gen'
import { FakeConversation } from './FakeConversation'
import { FakeGroups } from './FakeGroups'
import { Poll } from './Poll'
import { ServerSocket } from './ServerSocket'

export type Asked = Command & { readonly id?: string }
type Said = Extract<Asked, { type: 'message' }>
type Changed = Extract<Asked, { type: 'edit' | 'react' | 'delete' }>

const CHANGES = ['edit', 'react', 'delete']

export class FakeServer {
  epoch = 'first'
  /** New sockets fail. */
  socketsDown = false
  /** Requests fail. */
  restDown = false
  /** Events are lost on the way. */
  losesEvents = false
  /** Nothing but pings is answered on sockets, as if the frames had been lost. */
  losesMessages = false
  /** Knows nothing of ids, edits, reactions, cursors and polls. */
  isOld = false
  /** Answers the next messages and changes with these errors. */
  readonly refusals: object[] = []
  /** Refuses every name, when registering too, with this sentence. */
  nameRefusal: string | null = null
  /** Refuses every registration with this error. */
  registerRefusal: object | null = null
  /** Answers every request with 401. */
  isSignedOut = false
  readonly requests: string[] = []
  readonly commands: Asked[] = []
  readonly people: Map<UserId, Person> = new Map()
  readonly sockets: ServerSocket[] = []
  /** Groups and channels with members. */
  readonly groups: FakeGroups = new FakeGroups(this)
  /** Requests that wait for news. */
  readonly polls: Set<Poll> = new Set()
  readonly WebSocket: new (
    url: string,
  ) => WebSocket
  /** By session. */
  readonly #polledAt: Map<string, number> = new Map()
  readonly #conversations: Map<string, FakeConversation> = new Map()
  readonly #read: Map<string, number> = new Map()

  constructor() {
    const server = this
    this.WebSocket = class extends ServerSocket {
      constructor(url: string) {
        super(url, server)
        server.sockets.push(this)
      }
    } as unknown as new (
      url: string,
    ) => WebSocket
  }

  get last(): ServerSocket {
    const socket = this.sockets.at(-1)
    if (!socket) throw new Error('No socket was made.')
    return socket
  }

  conversation(id: string): FakeConversation {
    const known = this.#conversations.get(id) ?? new FakeConversation(id)
    this.#conversations.set(id, known)
    return known
  }

  /** Somebody says something, and everybody who is in the conversation is told. */
  says(senderId: UserId, conversationId: string, text: string, id?: string): Message {
    const before = this.conversation(conversationId).head
    const message = this.conversation(conversationId).append(senderId, text, id)
    if (message.seq > before) this.push({ type: 'message', data: message }, conversationId)
    return message
  }

  deletes(conversationId: string, seq: number): Message {
    const data = this.conversation(conversationId).delete(seq)
    this.push({ type: 'message-changed', data }, conversationId)
    return data
  }

  /** Makes a change, and tells everybody if it made a difference. */
  changes(userId: UserId, command: Changed): object {
    const refusal = this.refusals.shift()
    const { id, conversationId, seq } = command
    if (refusal) return { type: 'error', id, ...refusal }
    const conversation = this.conversation(conversationId)
    const before = conversation.messages.find(message => message.seq === seq)
    if (!before || (before.deletedAt && command.type !== 'delete'))
      return { type: 'error', id, code: 'not-found', message: 'There is no such message.' }
    if (command.type !== 'react' && before.senderId !== userId)
      return { type: 'error', id, code: 'forbidden', message: 'Only its sender can change a message.' }
    const data = change(conversation, userId, command)
    const event = { type: 'message-changed', data }
    if (data !== before) this.push(event, conversationId)
    return event
  }

  person(userId: UserId, status: Person['status'] = 'online', name: string = userId): void {
    const person = { userId, name, status, lastSeenAt: null }
    this.people.set(userId, person)
    this.push({ type: 'presence', people: [person] })
  }

  push(event: object, conversationId = 'general'): void {
    if (this.losesEvents) return
    for (const socket of this.sockets) if (socket.isIn(conversationId)) socket.say(event)
    for (const poll of this.polls) if (this.isIn(poll.userId, conversationId)) poll.take(event)
  }

  /** To all devices of one user. */
  pushTo(userId: UserId, event: object): void {
    if (this.losesEvents) return
    for (const socket of this.sockets)
      if (socket.userId === userId && socket.readyState === 1) socket.say(event)
    for (const poll of this.polls) if (poll.userId === userId) poll.take(event)
  }

  isIn(userId: UserId, conversationId: string): boolean {
    if (conversationId.startsWith('c-')) return this.groups.roleOf(conversationId, userId) !== undefined
    return !conversationId.includes('~') || conversationId.split('~').includes(userId)
  }

  /** Another history: a database that was restored from somewhere else. */
  forget(epoch: string): void {
    this.epoch = epoch
    this.#conversations.clear()
    this.groups.clear()
    this.#read.clear()
  }

  dropAll(code?: number, reason?: string): void {
    for (const socket of this.sockets) if (socket.readyState < 2) socket.drop(code, reason)
    for (const poll of this.polls) poll.drop()
  }

  /** What a connection that registers is told: who it is, and what it has missed. */
  greet({ userId, cursors }: Extract<Command, { type: 'register' }>): object[] {
    const confirmed = {
      type: 'registration-confirmed',
      userId,
      connectedUsers: [],
      protocol: 2,
      epoch: this.epoch,
    }
    return this.isOld || !cursors ? [confirmed] : [confirmed, ...this.missed(cursors)]
  }

  /** One event for each conversation in which something happened after its cursor. */
  missed({ epoch, after }: Cursors): object[] {
    return Object.entries(after).flatMap(([conversationId, seq]) => {
      const conversation = this.conversation(conversationId)
      const { head } = conversation
      const lost = { after: seq, reset: true, messages: [], seq: head, head }
      const changes = epoch === this.epoch ? conversation.changes(seq) : lost
      return seq === head && !changes.reset ? [] : [{ type: 'changes', conversationId, ...changes }]
    })
  }

  /** Does a command and returns the event that acknowledges it. */
  obey(userId: UserId, command: Asked): object {
    this.commands.push(command)
    if (command.type === 'message') return this.#say(userId, command)
    if (isChange(command)) return this.changes(userId, command)
    const grouped = this.groups.obey(userId, command)
    if (grouped) return grouped
    if (command.type === 'read') {
      this.#read.set(`${userId} ${command.conversationId}`, command.seq)
      const event = { ...command, unread: this.summary(userId, command.conversationId).unread }
      for (const socket of this.sockets) if (socket.userId === userId) socket.say(event)
      for (const poll of this.polls) if (poll.userId === userId) poll.take(event)
      return event
    }
    if (command.type === 'profile') {
      if (this.nameRefusal)
        return { type: 'error', id: command.id, code: 'bad-field', message: this.nameRefusal }
      this.person(userId, 'online', command.name)
      return { type: 'presence', people: [this.people.get(userId)] }
    }
    return { type: 'pong' }
  }

  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input))
    this.requests.push(`${init?.method ?? 'GET'} ${url.pathname.replace('/api/v1/', '')}`)
    // Nothing comes of it before whoever asks has gone on.
    await null
    if (this.restDown) throw new TypeError('fetch failed')
    if (this.isSignedOut)
      return Response.json({ type: 'error', code: 'unauthenticated', message: 'Sign in.' }, { status: 401 })
    const userId = url.searchParams.get('userId') ?? ''
    if (url.pathname.endsWith('/poll')) return this.#poll(userId, url.searchParams, init)
    if (init?.method === 'POST') {
      const answer = this.obey(userId, JSON.parse(String(init.body)) as Asked)
      const isRefused = 'type' in answer && answer.type === 'error'
      return Response.json(answer, { status: isRefused ? 400 : 200 })
    }
    const answer = this.#get(userId, url)
    return Response.json(answer, { status: 'code' in answer ? 404 : 200 })
  }

  /** What happens between two polls is not kept: the cursors of the next one bring it, if it is stored. */
  async #poll(userId: UserId, query: URLSearchParams, init?: RequestInit): Promise<Response> {
    if (this.isOld) return Response.json({ error: 'There is no such path.' }, { status: 404 })
    const session = query.get('session')
    if (!session) return Response.json({ message: 'The user would come and go.' }, { status: 400 })
    const register = JSON.parse(String(init?.body)) as Extract<Command, { type: 'register' }>
    const [confirmed, ...missed] = this.greet(register)
    const isNew = Date.now() - (this.#polledAt.get(session) ?? 0) > 10_000
    const poll = new Poll(userId, isNew && confirmed ? [confirmed, ...missed] : missed)
    this.polls.add(poll)
    await poll.wait(Number(query.get('wait')), init?.signal).finally(() => this.polls.delete(poll))
    this.#polledAt.set(session, Date.now())
    return Response.json({ epoch: this.epoch, events: poll.events })
  }

  #get(userId: UserId, url: URL): object {
    const [what, id = '', part] = url.pathname.replace('/api/v1/', '').split('/')
    const number = (name: string) => {
      const text = url.searchParams.get(name)
      return text === null ? undefined : Number(text)
    }
    if (what === 'users') return { people: [...this.people.values()] }
    if (what === 'channels') return this.groups.directory(userId, url.searchParams.get('query') ?? '')
    if (what === 'blocks') return { userIds: [...this.groups.blocked].sort() }
    if (!id) return { epoch: this.epoch, conversations: this.#list(userId) }
    const conversationId = decodeURIComponent(id)
    if (!this.isIn(userId, conversationId))
      return { code: 'not-found', message: 'There is no such conversation.' }
    if (!part)
      return { ...this.summary(userId, conversationId), members: this.groups.members(conversationId) }
    const conversation = this.conversation(conversationId)
    if (part === 'changes') return conversation.changes(number('after') ?? 0)
    return conversation.page(number('limit') ?? 50, number('before'))
  }

  #say(userId: UserId, said: Said): object {
    const refusal = this.refusals.shift()
    if (refusal) return { type: 'error', id: said.id, ...refusal }
    const conversationId =
      said.conversationId ?? (said.receiverId ? directConversation(userId, said.receiverId) : 'general')
    if (!this.isIn(userId, conversationId))
      return { type: 'error', id: said.id, code: 'not-found', message: 'There is no such conversation.' }
    return { type: 'message', data: this.says(userId, conversationId, said.text, said.id) }
  }

  #list(userId: UserId): ConversationSummary[] {
    this.conversation('general')
    return [...this.#conversations.keys()]
      .filter(id => this.isIn(userId, id))
      .map(id => this.summary(userId, id))
      .sort((one, other) =>
        (other.lastMessage?.createdAt ?? '').localeCompare(one.lastMessage?.createdAt ?? ''),
      )
  }

  summary(userId: UserId, conversationId: string): ConversationSummary {
    const { head, messages } = this.conversation(conversationId)
    const readSeq = this.#read.get(`${userId} ${conversationId}`) ?? 0
    const standing = messages.filter(({ deletedAt }) => !deletedAt)
    const peer = conversationId.split('~').find(other => other !== userId)
    return {
      conversationId,
      kind: conversationId.includes('~') ? 'direct' : 'channel',
      peer: conversationId.includes('~') && peer ? (this.people.get(peer) ?? null) : null,
      head,
      readSeq,
      unread: standing.filter(({ seq, senderId, notice }) => seq > readSeq && senderId !== userId && !notice)
        .length,
      lastMessage: standing.at(-1) ?? null,
      ...this.groups.facts(conversationId, userId),
    }
  }
}

export function isChange(command: Asked): command is Changed {
  return CHANGES.includes(command.type)
}

function change(conversation: FakeConversation, userId: UserId, command: Changed): Message {
  switch (command.type) {
    case 'edit':
      return conversation.edit(command.seq, command.text)
    case 'react':
      return conversation.react(command.seq, userId, command.emoji, command.on)
    case 'delete':
      return conversation.delete(command.seq)
  }
}
