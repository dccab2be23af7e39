/** Passes what a ClassicChat says on to the callbacks of the last drawing, as long as the component is there. */
import type { ClassicCallbacks } from '@webchat/client'

export class Relay implements Required<ClassicCallbacks> {
  readonly #latest: { readonly current: ClassicCallbacks }
  readonly #setConnected: (isConnected: boolean) => void
  #isOpen = false

  constructor(latest: { readonly current: ClassicCallbacks }, setConnected: (isConnected: boolean) => void) {
    this.#latest = latest
    this.#setConnected = setConnected
  }

  open(): void {
    this.#isOpen = true
  }

  /** Nothing is passed on any more: nobody wants to hear of a disconnection that is their own leaving. */
  close(): void {
    this.#isOpen = false
    this.#setConnected(false)
  }

  readonly onMessage: Required<ClassicCallbacks>['onMessage'] = message => this.#to?.onMessage?.(message)
  readonly onTyping: Required<ClassicCallbacks>['onTyping'] = users => this.#to?.onTyping?.(users)
  readonly onError: Required<ClassicCallbacks>['onError'] = error => this.#to?.onError?.(error)

  readonly onConnect = (): void => {
    if (this.#isOpen) this.#setConnected(true)
    this.#to?.onConnect?.()
  }

  readonly onDisconnect = (): void => {
    if (this.#isOpen) this.#setConnected(false)
    this.#to?.onDisconnect?.()
  }

  get #to(): ClassicCallbacks | null {
    return this.#isOpen ? this.#latest.current : null
  }
}
