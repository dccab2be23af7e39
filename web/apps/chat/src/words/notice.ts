/** What changed about a conversation, as a sentence. */
import type { Message, Notice, UserId } from '@webchat/client'

/** Who reads the sentence, and what they call the others. */
export interface Reader {
  readonly me: UserId
  readonly nameOf: (userId: UserId) => string
}

/** More than these are counted. */
const NAMED = 6
/** So much of a description is enough. */
const EXCERPT = 80
const list = new Intl.ListFormat('en-GB')
const ROLES = { owner: 'an owner', admin: 'an admin', member: 'a member' }

/** A name that runs from right to left keeps to itself, so that the sentence around it stays in order. */
function isolated(name: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufefc]/u.test(name) ? `\u2068${name}\u2069` : name
}

function named(userIds: readonly UserId[], { me, nameOf }: Reader): string {
  const names = userIds.map(userId => (userId === me ? 'you' : isolated(nameOf(userId))))
  const more = names.length - NAMED
  return list.format(more > 1 ? [...names.slice(0, NAMED), `${more} others`] : names)
}

function deed(notice: Notice, reader: Reader): string {
  switch (notice.what) {
    case 'created':
      return notice.userIds.length > 0 ? `started this with ${named(notice.userIds, reader)}` : 'started this'
    case 'renamed':
      return notice.name ? `named this “${isolated(notice.name)}”` : 'took the name away'
    case 'described':
      return notice.description
        ? `changed the description to “${isolated(notice.description.slice(0, EXCERPT))}”`
        : 'removed the description'
    case 'posting':
      return notice.posting === 'admins' ? 'let only admins write here' : 'let everybody write here'
    case 'visibility':
      return `made this ${notice.visibility}`
    case 'added':
      return `added ${named(notice.userIds, reader)}`
    case 'joined':
    case 'left':
      return notice.what
    case 'removed':
      return `removed ${named(notice.userIds, reader)}`
    case 'role':
      return `made ${named([notice.userId], reader)} ${ROLES[notice.role] ?? ROLES.member}`
    case 'archived':
      return 'archived this'
    case 'unarchived':
      return 'brought this back from the archive'
    default:
      // A newer server may know more.
      return 'changed something here'
  }
}

/** "Alice added Bob and Carol". */
export function noticeSentence(
  { senderId, notice }: Pick<Message, 'senderId'> & { readonly notice: Notice },
  reader: Reader,
): string {
  const who = senderId === reader.me ? 'You' : isolated(reader.nameOf(senderId))
  return `${who} ${deed(notice, reader)}`
}
