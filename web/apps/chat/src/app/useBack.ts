/** Back to the list on phones: the way one came, where there is one; and the focus returns to where it was. */
import type { ConversationId } from '@webchat/client'
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { LIST } from './routes'

export function useBack(openId: ConversationId | null): () => void {
  const [, navigate] = useLocation()
  const last = useRef<ConversationId | null>(null)
  const opened = useRef(0)
  useEffect(() => {
    if (openId !== null) {
      opened.current += last.current === null ? 1 : 0
      last.current = openId
      return
    }
    if (last.current === null) return
    const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(last.current)}"]`)
    row?.focus({ preventScroll: true })
    last.current = null
  }, [openId])
  return () => navigate(LIST, { replace: false })
}
