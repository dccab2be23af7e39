/** The second line of a row: what was said last. */
import type { ConversationSummary, UserId } from '@webchat/client'
import { noticeSentence } from '../../words'

export interface LastLine {
  readonly text: string
  /** Not said by anybody, but about the conversation. */
  readonly remark: boolean
}

const LENGTH = 160

/** There is room for what was said only if the name is short. */
function firstWord(name: string): string {
  return name.split(' ')[0] ?? name
}

export function lastLine(
  summary: ConversationSummary,
  me: UserId,
  nameOf: (userId: UserId) => string,
): LastLine {
  const { lastMessage, head, kind } = summary
  if (!lastMessage) return { text: head > 0 ? 'Message deleted' : 'No messages yet', remark: true }
  const { notice, senderId } = lastMessage
  if (notice) return { text: noticeSentence({ senderId, notice }, { me, nameOf }), remark: true }
  const said = lastMessage.text.slice(0, LENGTH).replace(/\s+/gu, ' ').trim()
  if (lastMessage.senderId === me) return { text: `You: ${said}`, remark: false }
  return {
    text: kind !== 'direct' ? `${firstWord(nameOf(lastMessage.senderId))}: ${said}` : said,
    remark: false,
  }
}
