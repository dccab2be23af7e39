/** Asks for older messages when the reader comes near the oldest one; once, until they come near it again. */
import { useEffect, useRef } from 'react'

const NEAR_ROWS = 12

interface OlderMessages {
  /** The first row that is drawn; -1 while none is. */
  firstIndex: number
  oldestKey: string | undefined
  ready: boolean
  loadOlder: () => void
}

export function useOlderMessages({ firstIndex, oldestKey, ready, loadOlder }: OlderMessages): void {
  const asked = useRef<string | null>(null)
  useEffect(() => {
    if (firstIndex < 0 || oldestKey === undefined) return
    if (firstIndex > NEAR_ROWS) asked.current = null
    else if (ready && asked.current !== oldestKey) {
      asked.current = oldestKey
      loadOlder()
    }
  }, [firstIndex, oldestKey, ready, loadOlder])
}
