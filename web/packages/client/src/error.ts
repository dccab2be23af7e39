/** What can't be done, in a sentence for people and with details for programs. */
import type { ErrorCode, MessageId } from './protocol.gen'

export interface ErrorDetails {
  /** Why the server refused; absent if it did not answer, or answered by the classic contract. */
  readonly code?: ErrorCode
  /** The message it is about. */
  readonly id?: MessageId
  /** When trying again makes sense, in milliseconds. */
  readonly retryAfterMs?: number
  /** The HTTP status; 0 if no answer came. */
  readonly status?: number
}

const PASSING: readonly (ErrorCode | undefined)[] = [
  'rate-limited',
  'storage-unavailable',
  'busy',
  'not-registered',
  'unauthenticated',
  'too-many-connections',
]

export class ChatError extends Error implements ErrorDetails {
  declare readonly code?: ErrorCode
  declare readonly id?: MessageId
  declare readonly retryAfterMs?: number
  declare readonly status?: number

  constructor(message: string, details: ErrorDetails = {}) {
    super(message)
    this.name = 'ChatError'
    const { code, id, retryAfterMs, status } = details
    Object.assign(this, { code, id, retryAfterMs, status })
  }

  /** Whether the same request may go through later. */
  get passing(): boolean {
    if (this.code) return PASSING.includes(this.code)
    const { status = 400 } = this
    return status >= 500 || [0, 408, 429].includes(status)
  }
}

/** Whatever was thrown, as a ChatError. What isn't one comes from the network: no answer. */
export function asChatError(thrown: unknown): ChatError {
  return thrown instanceof ChatError ? thrown : new ChatError("Couldn't reach the server.", { status: 0 })
}
