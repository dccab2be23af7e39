/** The connection in words, counting down while it waits for the next attempt. */
import type { ConnectionState } from '@webchat/client'
import { useState } from 'react'
import { useNow } from '../../browser'
import { type ConnectionWords, describeConnection } from './describe'

const COUNTING_MS = 500
const RESTING_MS = 60_000

export function useConnectionWords(connection: ConnectionState, waiting: number): ConnectionWords {
  const now = useNow(connection.socket === 'waiting' ? COUNTING_MS : RESTING_MS)
  const [troubled, setTroubled] = useState(false)
  const down = connection.socket === 'waiting' || (troubled && connection.socket !== 'connected')
  if (down !== troubled) setTroubled(down)
  return describeConnection(connection, { waiting, now, troubled: down })
}
