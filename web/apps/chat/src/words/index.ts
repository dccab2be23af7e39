/**
 * What is said in words rather than shown: names, numbers, times, presence. No React.
 *
 * - names — people and conversations
 * - counts — numbers of messages
 * - time — days, clock times, last seen
 * - presence — online, away, last seen
 * - notice — what changed about a conversation
 *
 * Not exported here, for they are loaded later: ago (how long ago, how far ahead), userId (the id made from a name), kinds
 * (what can be chosen about a channel), local (somebody's time).
 */
export { members, messages, shortCount } from './counts'
export {
  channelName,
  conversationName,
  directName,
  folded,
  GENERAL,
  isName,
  isUserId,
  NAME_CHARACTERS,
  peerIn,
  tidyName,
} from './names'
export { noticeSentence, type Reader } from './notice'
export { presenceWords } from './presence'
export { clockTime, dayName, exactTime, isSameDay, lastSeen, listTime } from './time'
