/** Passes what a ClassicChat says on to the callbacks of the last drawing, as long as the component is there. */
import type { ClassicCallbacks } from '@webchat/client'

export interface Relay extends Required<ClassicCallbacks> {
  open(): void
  /** Nothing is passed on any more: nobody wants to hear of a disconnection that is their own leaving. */
  close(): void
}

export function relayTo(
  latest: { readonly current: ClassicCallbacks },
  setConnected: (isConnected: boolean) => void,
): Relay {
  let isOpen = false
  const to = () => (isOpen ? latest.current : null)
  return {
    open: () => {
      isOpen = true
    },
    close: () => {
      isOpen = false
      setConnected(false)
    },
    onMessage: message => to()?.onMessage?.(message),
    onTyping: users => to()?.onTyping?.(users),
    onError: error => to()?.onError?.(error),
    onConnect: () => {
      if (isOpen) setConnected(true)
      to()?.onConnect?.()
    },
    onDisconnect: () => {
      if (isOpen) setConnected(false)
      to()?.onDisconnect?.()
    },
  }
}
