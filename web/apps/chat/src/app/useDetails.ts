/**
 * Whether the details of the open conversation show. Where there is room beside it the browser keeps whether one wants them;
 * elsewhere they are a page of their own, with an address to come back from.
 */
import type { ConversationId } from '@webchat/client'
import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { keep, ROOMY, readKept, useMediaQuery } from '../browser'
import { conversationPath, detailsPath, useDetailsNamed } from './routes'

const KEY = 'details'

export interface Details {
  readonly open: boolean
  readonly roomy: boolean
  readonly toggle: () => void
}

export function useDetails(conversationId: ConversationId | null): Details {
  const roomy = useMediaQuery(ROOMY)
  const named = useDetailsNamed()
  const [wanted, setWanted] = useState(() => readKept(KEY) !== 'closed')
  const open = conversationId !== null && (named || (roomy && wanted))
  const toggle = () => {
    if (conversationId === null) return
    if (roomy) {
      keep(KEY, open ? 'closed' : null)
      setWanted(!open)
    }
    // It is one page further than the conversation, whether one came through it or not.
    if (named) navigate(conversationPath(conversationId), { replace: true })
    else if (!roomy) navigate(detailsPath(conversationId))
  }
  return { open, roomy, toggle }
}
