/** A chat as one user: what a user interface asks for, in one place. How it is done stands in the parts. */
import { directConversation, mintMessageId } from './ids'
import type { ChatActions } from './model'
import type { ChatOptions } from './options'
import { Session } from './session'

export type Chat = ChatActions

/**
 * Makes a chat. Nothing is connected before `start`, so it may be made while rendering, on a server too. Its functions
 * may be taken out of it.
 */
export function createChat(options: ChatOptions): Chat {
  const session = new Session(options)
  const { state, replica } = session
  return {
    getState: state.getState,
    subscribe: state.subscribe,
    timeline: id => replica.timelines.of(id),
    typing: id => replica.typing.of(id),
    directWith: userId => directConversation(options.userId, userId),
    onMessage: listener => replica.announcements.listen(listener),
    setName: name => session.name.set(name),
    setPresence: status => session.setPresence(status),
    ...saying(session),
    members: session.belonging,
    start: () => session.start(),
    stop: () => session.stop(),
    reconnect: () => session.reconnect(),
  }
}

type Saying = 'send' | 'retry' | 'discard' | 'edit' | 'react' | 'remove' | 'setTyping' | 'markRead'

function saying({ outbox, changes, signal, replica }: Session): Pick<Chat, Saying> {
  return {
    send: (conversationId, text) => {
      const id = mintMessageId()
      signal.set(conversationId, false)
      outbox.add(conversationId, id, { type: 'message', text, conversationId, id })
    },
    retry: (_conversationId, id) => outbox.retry(id),
    discard: (_conversationId, id) => outbox.discard(id),
    edit: (conversationId, seq, text) => {
      signal.set(conversationId, false)
      changes.add({ type: 'edit', conversationId, seq, text })
    },
    react: (conversationId, seq, emoji, on) => {
      changes.add({ type: 'react', conversationId, seq, emoji, on })
    },
    remove: (conversationId, seq, onEnd) => changes.remove(conversationId, seq, onEnd),
    setTyping: (conversationId, isTyping) => signal.set(conversationId, isTyping),
    markRead: (conversationId, seq) => {
      if (replica.markRead(conversationId, seq)) changes.read(conversationId, seq)
    },
  }
}
