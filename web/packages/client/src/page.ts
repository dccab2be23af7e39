/** Signs from the browser's page. Where there is no window, there are none. */

type Ear = readonly [target: EventTarget, name: string, listener: () => void]

function listen(ears: readonly Ear[]): () => void {
  for (const [target, name, listener] of ears) target.addEventListener(name, listener)
  return () => {
    for (const [target, name, listener] of ears) target.removeEventListener(name, listener)
  }
}

const hasWindow = (): boolean => typeof window !== 'undefined' && typeof document !== 'undefined'

/** The network may have come, gone, or changed while the device slept. Returns how to stop listening. */
export function onWake(act: () => void): () => void {
  if (!hasWindow()) return () => {}
  const visible = () => {
    if (document.visibilityState === 'visible') act()
  }
  return listen([
    [window, 'online', act],
    [window, 'offline', act],
    [document, 'visibilitychange', visible],
  ])
}

/** The page goes and may never come back. Returns how to stop listening. */
export function onLeave(act: () => void): () => void {
  return hasWindow() ? listen([[window, 'pagehide', act]]) : () => {}
}
