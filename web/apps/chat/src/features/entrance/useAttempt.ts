/** One try after another: whether one is being made, and what became of the last. */
import { useEffect, useState } from 'react'
import { describeProblem, type Problem } from './problem'

export interface Attempt {
  readonly isBusy: boolean
  readonly problem: Problem | null
  /** Trying makes sense. */
  readonly isReady: boolean
  /** What is left to wait, in milliseconds; 0 if nothing. */
  readonly waitMs: number
  readonly run: (act: () => Promise<void>) => void
  /** Something was changed, so what was said of it is no longer true. */
  readonly clear: () => void
}

export function useAttempt(): Attempt {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const waitMs = useCountdown(problem?.until ?? null)
  const run = (act: () => Promise<void>) => {
    if (isBusy || waitMs > 0) return
    setBusy(true)
    setProblem(null)
    act().then(
      () => setBusy(false),
      (thrown: unknown) => {
        setBusy(false)
        setProblem(describeProblem(thrown, Date.now()))
      },
    )
  }
  // A time to wait is not over because something was typed.
  const clear = () => setProblem(known => (known?.until && known.until > Date.now() ? known : null))
  return { isBusy, problem, isReady: !isBusy && waitMs <= 0, waitMs, run, clear }
}

/** What is left until a time, looked at each second. */
function useCountdown(until: number | null): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    setNow(Date.now())
    if (until === null) return
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [until])
  return until === null ? 0 : Math.max(0, until - now)
}
