/**
 * What the server says of how it knows people, and of who is here: asked when the page begins, again until there is an
 * answer, and whenever it may have changed.
 */
import type { SessionState } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { useCallback, useEffect, useRef, useState } from 'react'

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 30_000

export interface AskedSession {
  /** Null before the first answer. */
  readonly session: SessionState | null
  /** There was no answer yet, and the last try has failed. */
  readonly failed: boolean
  readonly ask: () => void
  /** Something else has said how it is. */
  readonly set: (session: SessionState) => void
}

/** `onAnswer` hears of each answer before it is shown. */
export function useSession(accounts: Accounts, onAnswer: (session: SessionState) => void): AskedSession {
  const [session, setSession] = useState<SessionState | null>(null)
  const [failed, setFailed] = useState(false)
  const turn = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(onAnswer)
  useEffect(() => {
    latest.current = onAnswer
  })
  const set = useCallback((fresh: SessionState) => {
    turn.current++
    clearTimeout(timer.current)
    latest.current(fresh)
    setSession(fresh)
    setFailed(false)
  }, [])
  const ask = useCallback(
    (wait = FIRST_RETRY_MS) => {
      const mine = ++turn.current
      clearTimeout(timer.current)
      accounts.session().then(
        fresh => mine === turn.current && set(fresh),
        () => {
          if (mine !== turn.current) return
          setFailed(true)
          timer.current = setTimeout(() => ask(Math.min(wait * 2, LONGEST_RETRY_MS)), wait)
        },
      )
    },
    [accounts, set],
  )
  useEffect(() => {
    ask()
    const again = () => ask()
    window.addEventListener('online', again)
    return () => {
      turn.current++
      clearTimeout(timer.current)
      window.removeEventListener('online', again)
    }
  }, [ask])
  return { session, failed, ask: useCallback(() => ask(), [ask]), set }
}
