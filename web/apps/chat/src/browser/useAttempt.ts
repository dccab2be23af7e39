/** Something that is asked for once and may be refused: while it is on its way, and what was said about it. */
import { useCallback, useEffect, useRef, useState } from 'react'

export interface Attempt {
  readonly busy: boolean
  /** Why it was refused, in a sentence; null until it was. */
  readonly refusal: string | null
  /** Whether it was done. Does nothing while something is on its way. */
  readonly attempt: (act: () => Promise<unknown>) => Promise<boolean>
}

export function useAttempt(): Attempt {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const running = useRef(false)
  const shown = useRef(true)
  useEffect(() => {
    shown.current = true
    return () => {
      shown.current = false
    }
  }, [])
  const attempt = useCallback(async (act: () => Promise<unknown>) => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setRefusal(null)
    const said = await act().then(
      () => null,
      thrown => (thrown instanceof Error ? thrown.message : 'This couldn’t be done.'),
    )
    running.current = false
    if (shown.current) {
      setBusy(false)
      setRefusal(said)
    }
    return said === null
  }, [])
  return { busy, refusal, attempt }
}
