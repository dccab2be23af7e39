/** How reachable somebody is, in words. */
import type { Person } from '@webchat/client'
import { lastSeen } from './time'

export function presenceWords(person: Person, now: number): string {
  if (person.status === 'online') return 'Online'
  if (person.status === 'away') return 'Away'
  if (person.status === 'do-not-disturb') return 'Do not disturb'
  return person.lastSeenAt ? lastSeen(person.lastSeenAt, now) : 'Offline'
}
