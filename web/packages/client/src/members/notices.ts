/** What a notice says of a conversation and of who is in it. Plain functions; they remember nothing. */
import type { ConversationSummary, Member, Message, UserId } from '../protocol.gen'

const NOBODY: readonly UserId[] = []

/** Those who came by what the message says. */
function cameBy({ notice, senderId }: Message): readonly UserId[] {
  if (notice?.what === 'added') return notice.userIds
  return notice?.what === 'joined' ? [senderId] : NOBODY
}

/** Those who went. */
function wentBy({ notice, senderId }: Message): readonly UserId[] {
  if (notice?.what === 'removed') return notice.userIds
  return notice?.what === 'left' ? [senderId] : NOBODY
}

/** Without what is empty, as the wire has it. */
function tidy({ name, description, archivedAt, ...rest }: Loose): ConversationSummary {
  return {
    ...rest,
    ...(name && { name }),
    ...(description && { description }),
    ...(archivedAt && { archivedAt }),
  }
}

type Loose = Omit<ConversationSummary, 'name' | 'description' | 'archivedAt'> & {
  name?: string | undefined
  description?: string | undefined
  archivedAt?: string | undefined
}

/** The conversation as this user sees it after a notice. */
export function afterNotice(before: ConversationSummary, message: Message, me: UserId): ConversationSummary {
  const { notice, createdAt } = message
  switch (notice?.what) {
    case 'renamed':
      return tidy({ ...before, name: notice.name })
    case 'described':
      return tidy({ ...before, description: notice.description })
    case 'posting':
      return { ...before, posting: notice.posting }
    case 'visibility':
      return { ...before, visibility: notice.visibility }
    case 'role':
      return notice.userId === me ? { ...before, role: notice.role } : before
    case 'archived':
      return { ...before, archivedAt: createdAt }
    case 'unarchived':
      return tidy({ ...before, archivedAt: undefined })
    default:
      return counted(before, message)
  }
}

/** `general` has everybody, and no count. */
function counted(before: ConversationSummary, message: Message): ConversationSummary {
  const { memberCount } = before
  const change = cameBy(message).length - wentBy(message).length
  return memberCount === undefined || !change ? before : { ...before, memberCount: memberCount + change }
}

/** Its members after a notice, by their ids. */
export function membersAfter(before: readonly Member[], message: Message): readonly Member[] {
  const { notice, createdAt } = message
  if (notice?.what === 'role') {
    const { userId, role } = notice
    return before.map(member => (member.userId === userId ? { ...member, role } : member))
  }
  const [came, went] = [cameBy(message), wentBy(message)]
  if (!came.length && !went.length) return before
  const stay = before.filter(({ userId }) => !went.includes(userId) && !came.includes(userId))
  const fresh = came.map((userId): Member => ({ userId, role: 'member', joinedAt: createdAt }))
  // Ids are ASCII, so `<` compares bytes.
  return [...stay, ...fresh].sort((one, other) => (one.userId < other.userId ? -1 : 1))
}
