/** What a user asks for about groups, channels and people. Each is one request, and settles when it is answered. */
import type { BelongingChat, MakeMembers, Members, NewConversation } from '../belonging'
import { ChatError } from '../error'
import { asEvent } from '../event'
import { mintMessageId } from '../ids'
import type {
  ChannelList,
  Command,
  ConversationId,
  Event,
  MessageId,
  UserId,
  UserIdList,
} from '../protocol.gen'
import { follow } from './follow'
import { Live } from './live-list'
import { MemberLists } from './member-lists'

/** For `createChat`, as `members`. */
export const membership: MakeMembers = chat => {
  const lists = new MemberLists(chat)
  const blocked = blockedBy(chat)
  follow({
    chat,
    onNotice: message => lists.hear(message),
    onLost: conversationId => lists.forget(conversationId),
    onRead: () => {
      lists.refresh()
      blocked.refresh()
    },
  })
  return { of: id => lists.of(id), blocked, ...asking(chat), ...telling(chat, blocked) }
}

type Asking = 'channels' | 'create' | 'change' | 'add' | 'remove' | 'setRole' | 'join' | 'leave'

function asking(chat: BelongingChat): Pick<Members, Asking> {
  const { rest, userId } = chat
  const ask = async (command: Command) => void (await perform(chat, command))
  return {
    channels: async query => {
      const asked = { userId, ...(query && { query }) }
      return (await rest.request<ChannelList>('/api/v1/channels', asked)).channels
    },
    create: creating(chat),
    change: (conversationId, change) => ask({ type: 'change-conversation', conversationId, ...change }),
    add: (conversationId, userIds) => ask({ type: 'add-members', conversationId, userIds: [...userIds] }),
    remove: (conversationId, user) => ask({ type: 'remove-member', conversationId, userId: user }),
    setRole: (conversationId, user, role) => ask({ type: 'set-role', conversationId, userId: user, role }),
    join: conversationId => ask({ type: 'join', conversationId }),
    leave: conversationId => ask({ type: 'leave', conversationId }),
  }
}

function telling(
  chat: BelongingChat,
  blocked: Live<readonly UserId[] | null>,
): Pick<Members, 'block' | 'report' | 'setProfile'> {
  return {
    block: async (userId, on) => {
      await perform(chat, { type: 'block', userId, on })
      const others = (blocked.getState() ?? []).filter(other => other !== userId)
      if (blocked.getState()) blocked.set(on ? [...others, userId].sort() : others)
    },
    report: async (conversationId, seq, reason) => {
      await perform(chat, { type: 'report', conversationId, seq, reason })
    },
    setProfile: async profile => {
      await perform(chat, { type: 'profile', ...profile })
    },
  }
}

/** A wish that was not answered keeps its id, so that the server knows it again. */
function creating(chat: BelongingChat): (wish: NewConversation) => Promise<ConversationId> {
  let last: { readonly words: string; readonly id: MessageId } | null = null
  return async wish => {
    const words = JSON.stringify(wish)
    const { id } = last?.words === words ? last : { id: mintMessageId() }
    last = { words, id }
    const made = await perform(chat, { type: 'create-conversation', ...wish }, id)
    if (made?.type !== 'conversation') throw new ChatError('The server didn’t say what it made.')
    last = null
    return made.data.conversationId
  }
}

/** Whom the user has blocked. What can't be read stays as it was known. */
function blockedBy({ environment, rest, userId }: BelongingChat): Live<readonly UserId[] | null> {
  const read = async () => (await rest.request<UserIdList>('/api/v1/blocks', { userId })).userIds
  return new Live<readonly UserId[] | null>(environment, null, read, state => state)
}

/** What the answer says counts here at once, whether or not it is pushed too. */
async function perform(
  { api, replica }: BelongingChat,
  command: Command,
  id: MessageId = mintMessageId(),
): Promise<Event | null> {
  // Any command may have an id.
  const event = asEvent(await api.command({ ...command, id } as Command))
  if (event) replica.apply(event)
  return event
}
