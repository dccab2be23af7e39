/** Snapshots of a chat for components. */
import type { ChatState, ConversationId, Store, TimelineState, UserId } from '@webchat/client'
import { useMemo, useSyncExternalStore } from 'react'
import { useChat } from './ChatProvider'

function useStore<State>({ subscribe, getState }: Store<State>): State {
  return useSyncExternalStore(subscribe, getState, getState)
}

/** Everything but the messages. */
export function useChatState(): ChatState
/** A part of it; the component is drawn again only when that part is another (by `Object.is`). */
export function useChatState<Part>(select: (state: ChatState) => Part): Part
export function useChatState<Part>(select?: (state: ChatState) => Part): ChatState | Part {
  const chat = useChat()
  const getPart = useMemo(() => (select ? remembering(chat.getState, select) : chat.getState), [chat, select])
  return useSyncExternalStore<ChatState | Part>(chat.subscribe, getPart, getPart)
}

/** The messages of a conversation. The first component that uses it makes the newest ones be read. */
export function useTimeline(conversationId: ConversationId): TimelineState {
  return useStore(useChat().timeline(conversationId))
}

/** The ids of the others who are typing in a conversation. */
export function useTyping(conversationId: ConversationId): readonly UserId[] {
  return useStore(useChat().typing(conversationId))
}

/** Selects once for each state, so that a selector may make new objects. */
function remembering<State, Part>(getState: () => State, select: (state: State) => Part): () => Part {
  let last: { readonly state: State; readonly part: Part } | undefined
  return () => {
    const state = getState()
    if (last?.state !== state) last = { state, part: select(state) }
    return last.part
  }
}
