/** A part of the program that a first visit does not wait for: it comes when the page is at rest, or when it is wanted. */
import { useCallback, useEffect, useState } from 'react'

/** The page has come to rest by then. */
const REST_MS = 1_000

export interface Later<Part> {
  /** Null until it is there. */
  readonly part: Part | null
  /** It was wanted and could not be loaded. */
  readonly failed: boolean
  readonly retry: () => void
}

interface Loaded<Part> {
  readonly part: Part
}

/** What was loaded is there at once wherever it is asked for again. */
const all: WeakMap<() => Promise<unknown>, Loaded<unknown>> = new WeakMap()

/** `load` has to be the same function each time. */
export function useLater<Part>(load: () => Promise<Part>, wanted: boolean): Later<Part> {
  const [loaded, setLoaded] = useState(() => (all.get(load) as Loaded<Part> | undefined) ?? null)
  const [failed, setFailed] = useState(false)
  const fetch = useCallback(() => {
    setFailed(false)
    load().then(
      part => {
        all.set(load, { part })
        setLoaded({ part })
      },
      () => setFailed(true),
    )
  }, [load])
  const missing = loaded === null
  useEffect(() => {
    if (!missing) return
    if (wanted) return fetch()
    const timer = setTimeout(fetch, REST_MS)
    return () => clearTimeout(timer)
  }, [missing, wanted, fetch])
  return { part: loaded?.part ?? null, failed: failed && wanted, retry: fetch }
}
