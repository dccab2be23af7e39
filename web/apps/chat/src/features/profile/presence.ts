/** How reachable one wants to be: by whether one is there, or as chosen. This browser keeps the choice. */
import { useSyncExternalStore } from 'react'
import { keep, readKept } from '../../browser'

export const PRESENCES = ['automatic', 'away', 'do-not-disturb'] as const
export type PresenceChoice = (typeof PRESENCES)[number]

const KEY = 'presence'
const listeners = new Set<() => void>()

function readChoice(): PresenceChoice {
  const kept = readKept(KEY)
  return PRESENCES.find(choice => choice === kept) ?? 'automatic'
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

export function choosePresence(choice: PresenceChoice): void {
  keep(KEY, choice === 'automatic' ? null : choice)
  for (const listener of listeners) listener()
}

export function usePresenceChoice(): PresenceChoice {
  return useSyncExternalStore(subscribe, readChoice)
}
