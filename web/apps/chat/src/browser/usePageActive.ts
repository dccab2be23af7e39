/** Whether somebody can be looking: the page is visible and its window has the focus. */
import { useSyncExternalStore } from 'react'

function subscribe(listener: () => void): () => void {
  const events = ['focus', 'blur'] as const
  for (const name of events) window.addEventListener(name, listener)
  document.addEventListener('visibilitychange', listener)
  return () => {
    for (const name of events) window.removeEventListener(name, listener)
    document.removeEventListener('visibilitychange', listener)
  }
}

function isPageActive(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}

export function usePageActive(): boolean {
  return useSyncExternalStore(subscribe, isPageActive)
}
