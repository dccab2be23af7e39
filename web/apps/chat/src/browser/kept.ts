/** What the browser keeps for this page. Where it keeps nothing (private windows, blocked storage) memory does. */
import { useEffect, useRef } from 'react'

const PREFIX = 'webchat.'
/** What the browser refused to keep; it lasts until the page is left. */
const memory = new Map<string, string>()

export function readKept(key: string): string | null {
  try {
    return memory.get(key) ?? localStorage.getItem(PREFIX + key)
  } catch {
    return memory.get(key) ?? null
  }
}

/** Keeps a text; null forgets it. */
export function keep(key: string, value: string | null): void {
  memory.delete(key)
  try {
    if (value === null) localStorage.removeItem(PREFIX + key)
    else localStorage.setItem(PREFIX + key, value)
  } catch {
    if (value !== null) memory.set(key, value)
  }
}

/** Calls back when another tab keeps something else under the key, or forgets it. */
export function useKeptElsewhere(key: string, act: () => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const listen = (event: StorageEvent) => {
      if (event.key === PREFIX + key || event.key === null) latest.current()
    }
    window.addEventListener('storage', listen)
    return () => window.removeEventListener('storage', listen)
  }, [key])
}

/** Forgets everything under keys that begin so. */
export function forgetKept(beginning: string): void {
  for (const key of memory.keys()) if (key.startsWith(beginning)) memory.delete(key)
  try {
    const keys = Object.keys(localStorage).filter(key => key.startsWith(PREFIX + beginning))
    for (const key of keys) localStorage.removeItem(key)
  } catch {
    // There is nothing else to forget.
  }
}
