/**
 * The link that somebody came with. Its secret stands behind `#`, which no server sees; it is taken out of the address
 * before anything else happens, so that it is in no history, no bookmark and no picture of the screen.
 */
import { useCallback, useEffect, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'

const PATHS = ['/join', '/setup', '/reset']

export interface ArrivedLink {
  /** Null if there was none: the address was cut off, or the page was loaded again. */
  readonly secret: string | null
}

function takeLink(): ArrivedLink | null {
  const { pathname, search, hash } = location
  if (!PATHS.includes(pathname.replace(/\/$/, ''))) return null
  const secret = hash.slice(1)
  if (secret !== '') history.replaceState(history.state, '', pathname + search)
  return { secret: secret === '' ? null : secret }
}

/** Once for the page, also where components are made twice. */
let arrived: ArrivedLink | null | undefined

export function takeArrivedLink(): void {
  arrived = takeLink()
}

/** The link, until it is done with. Null if there is none. */
export function useArrivedLink(): [ArrivedLink | null, done: (next: string) => void] {
  const [link, setLink] = useState(() => {
    if (arrived === undefined) takeArrivedLink()
    return arrived ?? null
  })
  useEffect(() => {
    const change = (next: ArrivedLink | null) => {
      arrived = next
      setLink(next)
    }
    // Another link that is opened in this tab does not load the page again.
    const look = () => location.hash !== '' && change(takeLink())
    const leave = () => PATHS.includes(location.pathname) || change(null)
    window.addEventListener('hashchange', look)
    window.addEventListener('popstate', leave)
    return () => {
      window.removeEventListener('hashchange', look)
      window.removeEventListener('popstate', leave)
    }
  }, [])
  const done = useCallback((next: string) => {
    arrived = null
    setLink(null)
    navigate(next, { replace: true })
  }, [])
  return [link, done]
}
