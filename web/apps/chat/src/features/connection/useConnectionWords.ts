/** The connection in words, counting down while it waits for the next attempt. */
import type { ChatState } from '@webchat/client'
import { useState } from 'react'
import { useNow } from '../../browser'
import { type ConnectionWords, describeConnection } from './describe'

const COUNTING_MS = 500
const RESTING_MS = 60_000

type Circumstances = Pick<ChatState, 'connection' | 'waiting' | 'storage'>

export function useConnectionWords({ connection, waiting, storage }: Circumstances): ConnectionWords {
  const counts = connection.socket === 'waiting' && connection.transport !== 'poll'
  const now = useNow(counts ? COUNTING_MS : RESTING_MS)
  const [troubled, setTroubled] = useState(false)
  const down = connection.socket === 'waiting' || (troubled && connection.socket !== 'connected')
  if (down !== troubled) setTroubled(down)
  return describeConnection(connection, { waiting, kept: storage === 'kept', now, troubled: down })
}
