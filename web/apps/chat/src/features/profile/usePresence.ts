/** Says how reachable the person is: as they have chosen, else whether they have left the device. */
import { useCallback, useEffect, useState } from 'react'
import { usePresenceChoice } from './presence'
import { useAway } from './useAway'

export function usePresence(say: (status: 'online' | 'away' | 'do-not-disturb') => void): void {
  const choice = usePresenceChoice()
  const [isAway, setAway] = useState(false)
  useAway(useCallback(away => setAway(away), []))
  const status = choice !== 'automatic' ? choice : isAway ? 'away' : 'online'
  useEffect(() => say(status), [say, status])
}
