/** Says when the person has left the device, and the moment they are back. */
import { useEffect } from 'react'

const IDLE_MS = 5 * 60_000
const HIDDEN_MS = 60_000
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus'] as const

export function useAway(setAway: (isAway: boolean) => void): void {
  useEffect(() => {
    let away = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const say = (isAway: boolean) => {
      if (isAway !== away) setAway(isAway)
      away = isAway
    }
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => say(true), document.hidden ? HIDDEN_MS : IDLE_MS)
    }
    const here = () => {
      if (!document.hidden) say(false)
      wait()
    }
    for (const sign of SIGNS) window.addEventListener(sign, here, { passive: true })
    document.addEventListener('visibilitychange', here)
    wait()
    return () => {
      clearTimeout(timer)
      for (const sign of SIGNS) window.removeEventListener(sign, here)
      document.removeEventListener('visibilitychange', here)
    }
  }, [setAway])
}
