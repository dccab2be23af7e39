/** Which long messages are shown whole. While one unfolds it is its beginning that stays in place, not the list's end. */
import { useCallback, useEffect, useState } from 'react'

/** Long enough for the list to have measured the message. */
const SETTLING_MS = 200

export function useUnfolded() {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const [unfolding, setUnfolding] = useState(false)
  const unfold = useCallback((key: string) => {
    setKeys(before => new Set(before).add(key))
    setUnfolding(true)
  }, [])
  useEffect(() => {
    if (!unfolding) return
    const timer = setTimeout(setUnfolding, SETTLING_MS, false)
    return () => clearTimeout(timer)
  }, [unfolding])
  return { unfolded: keys, unfolding, unfold }
}
