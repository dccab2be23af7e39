/** What the browser keeps for this page. Where it keeps nothing (private windows, blocked storage) memory does. */

const PREFIX = 'webchat.'
const memory = new Map<string, string>()

export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key) ?? memory.get(key) ?? null
  } catch {
    return memory.get(key) ?? null
  }
}

/** Keeps a text; null forgets it. */
export function keep(key: string, value: string | null): void {
  if (value === null) memory.delete(key)
  else memory.set(key, value)
  try {
    if (value === null) localStorage.removeItem(PREFIX + key)
    else localStorage.setItem(PREFIX + key, value)
  } catch {
    // Memory has it until the page is left.
  }
}
