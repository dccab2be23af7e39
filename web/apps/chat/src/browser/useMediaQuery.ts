/** Whether a media query holds now. */
import { useCallback, useSyncExternalStore } from 'react'

export const WIDE = '(min-width: 720px)'
/** Room for a third column. */
export const ROOMY = '(min-width: 1100px)'
export const TOUCH = '(pointer: coarse)'

export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}
