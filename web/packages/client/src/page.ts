/** Signs from the browser's page. Where there is no window, there are none. */

type Ear = readonly [target: EventTarget, name: string, listener: () => void]

/** `ears` is called only where there is a page. Returns how to stop listening. */
function listen(ears: () => readonly Ear[]): () => void {
  const end = new AbortController()
  if (typeof window !== 'undefined' && typeof document !== 'undefined')
    for (const [target, name, act] of ears()) target.addEventListener(name, act, end)
  return () => end.abort()
}

/** The network may have come, gone, or changed while the device slept. Returns how to stop listening. */
export function onWake(act: () => void): () => void {
  return listen(() => [
    [window, 'online', act],
    [window, 'offline', act],
    [document, 'visibilitychange', () => document.visibilityState === 'visible' && act()],
  ])
}

/** The page goes and may never come back. Returns how to stop listening. */
export function onLeave(act: () => void): () => void {
  return listen(() => [[window, 'pagehide', act]])
}
