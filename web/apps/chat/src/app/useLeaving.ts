/** Leaving this browser, with all that it has kept; out of an account or without one. */
import type { Chat } from '@webchat/client'
import { navigate } from 'wouter/use-browser-location'
import { forgetDrafts } from '../features/composer'
import type { Lasting } from './lasting'
import { LIST } from './routes'
import { own, type WhoIsHere } from './useWhoIsHere'

interface Leaving {
  readonly leave: () => void
  /** Rejects if the server could not be told: then nothing has changed. */
  readonly signOut: () => Promise<void>
}

export function useLeaving(
  chat: Pick<Chat, 'start' | 'stop'>,
  { storage }: Lasting,
  { setIdentity, set }: Pick<WhoIsHere, 'setIdentity' | 'set'>,
): Leaving {
  const forget = () => {
    forgetDrafts()
    setIdentity(null)
    navigate(LIST)
  }
  return {
    leave: () => {
      void storage?.forget()
      forget()
    },
    signOut: async () => {
      // It would be told that its session has ended, as if somebody else had done that.
      chat.stop()
      const answer = await own.signOut().catch((thrown: unknown) => {
        chat.start()
        throw thrown
      })
      await storage?.forget()
      forget()
      set(answer)
    },
  }
}
