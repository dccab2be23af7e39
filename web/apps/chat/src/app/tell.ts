/** What has just happened and is worth a word, perhaps with a way back. It goes by itself. */
import { createContext, useCallback, useContext, useRef, useState } from 'react'

export interface Told {
  readonly key: number
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
  /** While somebody is at it, it stays. */
  readonly hold: () => void
  readonly release: () => void
}

export type Tell = (text: string, action?: Told['action']) => void

const LASTS_MS = 6_000
/** More than this at once would cover what one is looking at. */
const SHOWN = 3

const TellContext = createContext<Tell>(() => {})
export const TellProvider = TellContext.Provider

export function useTell(): Tell {
  return useContext(TellContext)
}

export function useToasts(): readonly [readonly Told[], Tell] {
  const [toasts, setToasts] = useState<readonly Told[]>([])
  const keys = useRef(0)
  const tell = useCallback((text: string, action?: Told['action']) => {
    const key = keys.current++
    const forget = () => setToasts(all => all.filter(one => one.key !== key))
    let timer = setTimeout(forget, LASTS_MS)
    const hold = () => clearTimeout(timer)
    const release = () => {
      timer = setTimeout(forget, LASTS_MS)
    }
    const run = () => {
      hold()
      forget()
      action?.run()
    }
    const told = { key, text, action: action && { ...action, run }, hold, release }
    setToasts(all => [...all.slice(1 - SHOWN), told])
  }, [])
  return [toasts, tell]
}
