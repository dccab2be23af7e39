/** What a server answers to a question that a screen asks: read when it appears, and again when it is told to. */
import { ChatError } from '@webchat/client'
import { useCallback, useEffect, useRef, useState } from 'react'

export interface Answer<Data> {
  /** Null until it is there. What was there stays while it is read again. */
  readonly data: Data | null
  /** The sentence of the last reading, if that failed. */
  readonly failure: string | null
  readonly read: () => void
  /** Something that was done has answered with what there is now. */
  readonly set: (change: (data: Data) => Data) => void
}

/** Whoever is not signed in any more is told once, by whom this is given. */
export function useAnswer<Data>(ask: () => Promise<Data>, onSignedOut: () => void): Answer<Data> {
  const [data, setData] = useState<Data | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const latest = useRef({ ask, onSignedOut })
  useEffect(() => {
    latest.current = { ask, onSignedOut }
  })
  const turn = useRef(0)
  const read = useCallback(() => {
    const mine = ++turn.current
    setFailure(null)
    latest.current.ask().then(
      fresh => mine === turn.current && setData(fresh),
      (thrown: unknown) => {
        if (mine !== turn.current) return
        if (isSignedOut(thrown)) latest.current.onSignedOut()
        setFailure(sentenceOf(thrown))
      },
    )
  }, [])
  useEffect(() => {
    read()
    return () => {
      turn.current++
    }
  }, [read])
  const set = useCallback((change: (data: Data) => Data) => {
    turn.current++
    setFailure(null)
    setData(known => known && change(known))
  }, [])
  return { data, failure, read, set }
}

export function isSignedOut(thrown: unknown): boolean {
  return thrown instanceof ChatError && thrown.code === 'unauthenticated'
}

/** What went wrong, for people. */
export function sentenceOf(thrown: unknown): string {
  if (!(thrown instanceof ChatError)) return 'This didn’t work. Try again.'
  return thrown.status === 0
    ? 'Couldn’t reach the server. Check your connection and try again.'
    : thrown.message
}
