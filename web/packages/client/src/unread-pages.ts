/** The newest page of a conversation, with the ones before it as far as the first unread message. */
import type { ConversationId, MessagePage, Seq } from './protocol.gen'
import type { Api } from './rest'

/** Nobody waits for more of them, or reads them all. */
const FURTHEST = 500
/** The longest page that the server gives. */
const PAGE = 100

/**
 * `unreadAfter` is the user's read position; null if nothing is unread. What can't be read but for the newest page is
 * left out.
 */
export async function readUnread(
  api: Pick<Api, 'messages'>,
  id: ConversationId,
  unreadAfter: Promise<Seq | null>,
): Promise<MessagePage> {
  const [newest, after] = await Promise.all([api.messages(id), unreadAfter])
  let { messages, hasMore } = newest
  while (after !== null && hasMore && messages.length < FURTHEST) {
    const first = messages[0]?.seq ?? 0
    if (first <= after + 1) break
    const limit = Math.min(PAGE, FURTHEST - messages.length)
    const page = await api.messages(id, first, limit).catch(() => null)
    if (!page?.messages.length) break
    messages = [...page.messages, ...messages]
    hasMore = page.hasMore
  }
  // All that was read later is at least as new as the first answer's head.
  return { messages, hasMore, head: newest.head }
}
