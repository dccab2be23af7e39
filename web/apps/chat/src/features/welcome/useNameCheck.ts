/** Looks whether somebody has been here under the id that a name would give. */
import type { Person, PersonList, UserId } from '@webchat/client'
import { useEffect, useState } from 'react'

const PAUSE_MS = 300

async function findPerson(userId: UserId, signal: AbortSignal): Promise<Person | null> {
  const response = await fetch(`/api/v1/users?userId=${encodeURIComponent(userId)}`, { signal })
  if (!response.ok) return null
  const { people }: PersonList = await response.json()
  return people.find(person => person.userId === userId) ?? null
}

/** Somebody who has this id, or null: also while it is not known, because nothing depends on the answer. */
export function useNameCheck(userId: UserId | null): Person | null {
  const [found, setFound] = useState<Person | null>(null)
  useEffect(() => {
    if (userId === null) return
    const abort = new AbortController()
    const timer = setTimeout(() => {
      findPerson(userId, abort.signal).then(setFound, () => setFound(null))
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [userId])
  return found?.userId === userId ? found : null
}
