/** Groups and channels as the server holds them: who is in them, what they are, and notices of what changes. */
import type {
  Channel,
  Command,
  ConversationSummary,
  Member,
  Message,
  Notice,
  Role,
  UserId,
} from '../../src/protocol.gen'
import type { Asked, FakeServer } from './FakeServer'

type Facts = Partial<
  Pick<ConversationSummary, 'kind' | 'name' | 'description' | 'visibility' | 'posting' | 'archivedAt'>
>

interface Group {
  facts: Facts
  readonly roles: Map<UserId, Role>
}

const JOINED_AT = '2026-01-01T00:00:00.000Z'

export class FakeGroups {
  /** Whom somebody has blocked. */
  readonly blocked: Set<UserId> = new Set()
  /** Answers the next commands with these errors. */
  readonly refusals: object[] = []
  readonly #server: FakeServer
  readonly #groups: Map<string, Group> = new Map()
  /** By the id of the command. */
  readonly #made: Map<string, string> = new Map()

  constructor(server: FakeServer) {
    this.#server = server
  }

  clear(): void {
    this.#groups.clear()
  }

  /** There is one, and nobody was told. */
  make(id: string, facts: Facts, roles: Readonly<Record<UserId, Role>>): void {
    this.#groups.set(id, { facts: { kind: 'channel', ...facts }, roles: new Map(Object.entries(roles)) })
    this.#server.conversation(id)
  }

  roleOf(id: string, userId: UserId): Role | undefined {
    return this.#groups.get(id)?.roles.get(userId)
  }

  members(id: string): Member[] {
    const roles = [...(this.#groups.get(id)?.roles ?? [])].sort(([one], [other]) => (one < other ? -1 : 1))
    return roles.map(([userId, role]) => ({ userId, role, joinedAt: JOINED_AT }))
  }

  facts(id: string, userId: UserId): Partial<ConversationSummary> {
    const group = this.#groups.get(id)
    const role = group?.roles.get(userId)
    return group && role ? { ...group.facts, role, memberCount: group.roles.size } : {}
  }

  directory(userId: UserId, query: string): { channels: Channel[] } {
    const open = [...this.#groups].filter(([, { facts }]) => facts.visibility === 'public')
    const found = open.filter(([, { facts }]) => facts.name?.toLowerCase().includes(query.toLowerCase()))
    const channels = found.map(([conversationId, { facts, roles }]) => ({
      conversationId,
      name: facts.name ?? '',
      memberCount: roles.size,
      joined: roles.has(userId),
    }))
    return { channels }
  }

  /** Does what the notice says, and tells those whom it concerns. */
  does(by: UserId, id: string, notice: Notice): Message {
    const group = this.#groups.get(id)
    if (!group) throw new Error(`There is no ${id}.`)
    const [came, went] = change(group, by, notice)
    const data = this.#server.conversation(id).notice(by, notice)
    for (const userId of went) this.#server.pushTo(userId, { type: 'conversation-gone', conversationId: id })
    for (const userId of came)
      this.#server.pushTo(userId, { type: 'conversation', data: this.#server.summary(userId, id) })
    this.#server.push({ type: 'message', data }, id)
    return data
  }

  /** Null for a command that is for others. */
  obey(by: UserId, command: Asked): object | null {
    const does = this.#deed(by, command)
    if (!does) return null
    const refusal = this.refusals.shift()
    return refusal ? { type: 'error', id: command.id, ...refusal } : does()
  }

  #deed(by: UserId, command: Asked): (() => object) | null {
    const { id } = command
    switch (command.type) {
      case 'create-conversation':
        return () => this.#create(by, command)
      case 'change-conversation':
        return () => {
          for (const notice of changesOf(command)) this.does(by, command.conversationId, notice)
          return this.#shown(by, command.conversationId, id)
        }
      case 'add-members':
        return () => this.#told(by, command, { what: 'added', userIds: command.userIds })
      case 'remove-member':
        return () => this.#told(by, command, { what: 'removed', userIds: [command.userId] })
      case 'set-role':
        return () => this.#told(by, command, { what: 'role', userId: command.userId, role: command.role })
      case 'join':
        return () => this.#told(by, command, { what: 'joined' })
      case 'leave':
        return () => {
          this.does(by, command.conversationId, { what: 'left' })
          return { type: 'conversation-gone', conversationId: command.conversationId }
        }
      case 'block':
        return () => {
          if (command.on) this.blocked.add(command.userId)
          else this.blocked.delete(command.userId)
          return { type: 'done', id }
        }
      case 'report':
        return () => ({ type: 'done', id })
      default:
        return null
    }
  }

  #create(by: UserId, command: Extract<Asked, { type: 'create-conversation' }>): object {
    const { id = '', kind, name, userIds = [], visibility, posting = 'everyone' } = command
    const conversationId = this.#made.get(id) ?? `c-${String(this.#made.size).padStart(22, '0')}`
    if (!this.#made.has(id)) {
      const roles = Object.fromEntries(userIds.map(userId => [userId, 'member' as const]))
      this.make(
        conversationId,
        { kind, posting, ...(name && { name }), ...(visibility && { visibility }) },
        { [by]: 'owner', ...roles },
      )
      this.does(by, conversationId, { what: 'created', userIds })
    }
    this.#made.set(id, conversationId)
    return this.#shown(by, conversationId, id)
  }

  #told(by: UserId, { conversationId, id }: { conversationId: string; id?: string }, notice: Notice): object {
    this.does(by, conversationId, notice)
    return this.#shown(by, conversationId, id)
  }

  #shown(userId: UserId, conversationId: string, id?: string): object {
    return { type: 'conversation', data: this.#server.summary(userId, conversationId), id }
  }
}

function changesOf(command: Extract<Command, { type: 'change-conversation' }>): Notice[] {
  const { name, description, visibility, posting, archived } = command
  const notices: (Notice | false | undefined)[] = [
    name !== undefined && { what: 'renamed', name },
    description !== undefined && { what: 'described', description },
    visibility && { what: 'visibility', visibility },
    posting && { what: 'posting', posting },
    archived !== undefined && { what: archived ? 'archived' : 'unarchived' },
  ]
  return notices.filter(notice => notice !== false && notice !== undefined)
}

/** Those who come by it, and those who go. */
function change(group: Group, by: UserId, notice: Notice): [UserId[], UserId[]] {
  const { roles } = group
  const enter = (users: UserId[]): [UserId[], UserId[]] => {
    for (const userId of users) roles.set(userId, 'member')
    return [users, []]
  }
  const exit = (users: UserId[]): [UserId[], UserId[]] => {
    for (const userId of users) roles.delete(userId)
    return [[], users]
  }
  switch (notice.what) {
    case 'created':
      return [[by, ...notice.userIds], []]
    case 'added':
      return enter(notice.userIds)
    case 'joined':
      return enter([by])
    case 'removed':
      return exit(notice.userIds)
    case 'left':
      return exit([by])
    case 'role':
      roles.set(notice.userId, notice.role)
      return [[], []]
    default:
      group.facts = afterwards(group.facts, notice)
      return [[], []]
  }
}

function afterwards({ archivedAt: _, ...facts }: Facts, notice: Notice): Facts {
  const { what, ...fresh } = notice
  if (what === 'archived') return { ...facts, archivedAt: JOINED_AT }
  return what === 'unarchived' ? facts : { ...facts, ...fresh }
}
