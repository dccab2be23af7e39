/** Who reacted with what, in words. */
import type { Reaction, UserId } from '@webchat/client'

export interface Readers {
  readonly me: UserId
  readonly nameOf: (userId: UserId) => string
}

/** More than these are counted. */
const NAMED = 12
const list = new Intl.ListFormat('en-GB')

/** "You, Ada and 3 others reacted with 👍". Oneself comes first, for that is what one looks for. */
export function reactionSentence({ emoji, userIds }: Reaction, { me, nameOf }: Readers): string {
  const others = userIds.filter(userId => userId !== me).map(nameOf)
  const names = others.length < userIds.length ? ['You', ...others] : others
  const more = names.length - NAMED
  const named = more > 1 ? [...names.slice(0, NAMED), `${more} others`] : names
  return `${list.format(named)} reacted with ${emoji}`
}
