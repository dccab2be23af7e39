/** The message that is being edited in a conversation; like a draft it survives leaving the conversation and the page. */
import type { ConversationId } from '@webchat/client'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Edit, keepEdit, readEdit } from './drafts'

export interface Editing {
  readonly edit: Edit | null
  /** Takes the words into the composer. The focus returns to where it is now when the editing ends. */
  readonly begin: (edit: Edit) => void
  readonly change: (text: string) => void
  readonly end: () => void
}

/** The message that has the focus, or something in it. */
function messageInFocus(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-message]') ?? null
}

export function useEditing(conversationId: ConversationId): Editing {
  const [edit, setEdit] = useState(() => readEdit(conversationId))
  const cameFrom = useRef<HTMLElement>(null)
  useEffect(() => keepEdit(conversationId, edit), [conversationId, edit])
  const begin = useCallback((next: Edit) => {
    cameFrom.current = messageInFocus()
    setEdit(next)
  }, [])
  const change = useCallback((text: string) => setEdit(before => before && { ...before, text }), [])
  const end = useCallback(() => {
    setEdit(null)
    if (cameFrom.current?.isConnected) cameFrom.current.focus({ preventScroll: true })
    cameFrom.current = null
  }, [])
  return useMemo(() => ({ edit, begin, change, end }), [edit, begin, change, end])
}
