/** What went wrong, as those who try to come in should hear it. */
import { ChatError } from '@webchat/client'

export type Field = 'userId' | 'name' | 'password'

export interface Problem {
  readonly sentence: string
  /** The field that it is about; null for the form as a whole. */
  readonly field: Field | null
  /** Before this nothing is worth trying, in milliseconds since the epoch; null if there is no such time. */
  readonly until: number | null
}

/** The server's sentences are for people, and say which field they are about. */
function fieldOf({ code, message }: ChatError): Field | null {
  if (code === 'conflict') return 'userId'
  if (code !== 'bad-field') return null
  if (/password/i.test(message)) return 'password'
  return /userId|user name/i.test(message) ? 'userId' : /name/i.test(message) ? 'name' : null
}

function sentenceOf(error: ChatError): string {
  switch (error.code) {
    case 'unauthenticated':
      return 'User name and password don’t match.'
    case 'rate-limited':
      return 'Too many tries.'
    case 'busy':
      return 'Many people are coming in at this moment. Try again in a few seconds.'
    case 'conflict':
      return 'This user name is taken. Choose another one.'
    default:
      return error.status === 0
        ? 'Couldn’t reach the server. Check your connection and try again.'
        : error.message
  }
}

export function describeProblem(thrown: unknown, now: number): Problem {
  const error = thrown instanceof ChatError ? thrown : new ChatError('This didn’t work. Try again.')
  const { code, retryAfterMs } = error
  const waits = code === 'rate-limited' && retryAfterMs !== undefined
  return { sentence: sentenceOf(error), field: fieldOf(error), until: waits ? now + retryAfterMs : null }
}

/** How long is left, as one says it. */
export function waitWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000))
  if (seconds <= 90) return seconds === 1 ? '1 second' : `${seconds} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}
