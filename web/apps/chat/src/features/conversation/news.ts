/** What has changed in a message since it was last looked at, in a sentence for those who hear it. */
import type { Reaction, TimelineItem, UserId } from '@webchat/client'
import { asSentence, refusedWords } from './changes'
import type { Readers } from './reactions'

/** So much of a message is enough to know which one is meant. */
const EXCERPT = 60

/** One reaction of one person, as a text that can be compared. */
function single(reactions: readonly Reaction[] = []): ReadonlyMap<string, { emoji: string; userId: UserId }> {
  const all = reactions.flatMap(({ emoji, userIds }) => userIds.map(userId => ({ emoji, userId })))
  return new Map(all.map(one => [`${one.emoji} ${one.userId}`, one]))
}

function reactionNews(before: TimelineItem, after: TimelineItem, { me, nameOf }: Readers): string | null {
  const [old, fresh] = [single(before.reactions), single(after.reactions)]
  for (const [key, { emoji, userId }] of fresh) {
    if (old.has(key)) continue
    if (userId === me) return `You reacted with ${emoji}`
    if (after.senderId === me)
      return `${nameOf(userId)} reacted with ${emoji} to: ${after.text.slice(0, EXCERPT)}`
  }
  for (const [key, { emoji, userId }] of old) {
    if (userId === me && !fresh.has(key)) return `You took ${emoji} back`
  }
  return null
}

/** Null where there is nothing that must be said: what others react to others is their own matter. */
export function newsOf(before: TimelineItem, after: TimelineItem, readers: Readers): string | null {
  const { change } = after
  if (change?.delivery.state === 'failed') {
    if (before.change?.delivery === change.delivery) return null
    return `${refusedWords(change.command)} ${asSentence(change.delivery.reason)}`
  }
  if (before.deleted || after.deleted) return null
  if (after.senderId === readers.me && before.text !== after.text)
    return `Edited: ${after.text.slice(0, EXCERPT)}`
  return reactionNews(before, after, readers)
}
