/** Something that is done at the server when a button is pressed: one at a time, with what became of it. */
import { useEffect, useRef, useState } from 'react'
import { isSignedOut, sentenceOf } from './useAnswer'

export interface Deed {
  readonly isBusy: boolean
  /** Why the last one failed; null if it didn't. */
  readonly failure: string | null
  readonly run: (act: () => Promise<void>) => void
  readonly clear: () => void
}

/** `onSignedOut` is left out where a refusal means something else, such as a wrong password. */
export function useDeed(onSignedOut?: () => void): Deed {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const isThere = useRef(true)
  useEffect(() => {
    isThere.current = true
    return () => {
      isThere.current = false
    }
  }, [])
  const run = (act: () => Promise<void>) => {
    if (isBusy) return
    setBusy(true)
    setFailure(null)
    act().then(
      () => isThere.current && setBusy(false),
      (thrown: unknown) => {
        if (!isThere.current) return
        setBusy(false)
        setFailure(sentenceOf(thrown))
        if (isSignedOut(thrown)) onSignedOut?.()
      },
    )
  }
  return { isBusy, failure, run, clear: () => setFailure(null) }
}
