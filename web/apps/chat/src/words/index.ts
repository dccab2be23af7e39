/**
 * What is said in words rather than shown: names, numbers, times, presence. No React.
 *
 * - names — people and conversations
 * - counts — numbers of messages
 * - time — days, clock times, last seen
 * - presence — online, away, last seen
 * - ago — how long ago, how far ahead; userId — the id made from a name: loaded later, and so not exported here
 */
export { messages, shortCount } from './counts'
export {
  channelName,
  conversationName,
  directName,
  GENERAL,
  isName,
  isUserId,
  NAME_CHARACTERS,
  peerIn,
  tidyName,
} from './names'
export { presenceWords } from './presence'
export { clockTime, dayName, exactTime, isSameDay, lastSeen, listTime } from './time'
