/** Back to the list on phones: the way one came, if it was from there; and the focus returns to where it was. */
import type { ConversationId } from '@webchat/client'
import { useEffect, useRef } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { LIST } from './routes'

export function useBack(openId: ConversationId | null): () => void {
  const last = useRef(openId)
  const cameFromList = useRef(false)
  useEffect(() => {
    const left = last.current
    last.current = openId
    if (openId !== null) {
      cameFromList.current ||= left === null
    } else if (left !== null) {
      cameFromList.current = false
      document.querySelector<HTMLElement>(`[data-row="${CSS.escape(left)}"]`)?.focus({ preventScroll: true })
    }
  }, [openId])
  return () => {
    if (cameFromList.current) history.back()
    else navigate(LIST, { replace: true })
  }
}
