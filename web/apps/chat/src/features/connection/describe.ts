/** The state of the connection in plain words. */
import type { ConnectionState } from '@webchat/client'
import { messages } from '../../words'

export type Mood = 'good' | 'starting' | 'caution' | 'offline'

export interface ConnectionWords {
  readonly mood: Mood
  /** Two words at most, for the header. */
  readonly short: string
  /** A sentence for the bar; null when there is nothing to say. */
  readonly sentence: string | null
  /** Seconds until the next attempt, when waiting for one. */
  readonly seconds: number | null
}

function secondsUntil(retryAt: number | null, now: number): number | null {
  return retryAt === null ? null : Math.max(1, Math.ceil((retryAt - now) / 1000))
}

function offlineSentence(waiting: number, kept: boolean): string {
  const proviso = kept ? '' : ', if you keep this page open'
  if (waiting === 0) return `No connection. What you write will be sent later${proviso}.`
  return `No connection. ${messages(waiting)} will be sent when it’s back${proviso}.`
}

interface Circumstances {
  readonly waiting: number
  /** Whether what waits outlives the page. */
  readonly kept: boolean
  readonly now: number
  /** It has been down since it last worked, so a further attempt is not the first one. */
  readonly troubled: boolean
}

/** Nothing is to be done or waited for. */
const calm = (short: string): ConnectionWords => ({ mood: 'good', short, sentence: null, seconds: null })

export function describeConnection(
  { socket, rest, retryAt, transport }: ConnectionState,
  { waiting, kept, now, troubled }: Circumstances,
): ConnectionWords {
  if (socket === 'connected') return calm('Connected')
  // Where the network lets nothing better through that may last, and all of the chat works.
  if (transport === 'poll' && rest !== 'failing') return calm('Backup connection')
  const seconds = socket === 'waiting' ? secondsUntil(retryAt, now) : null
  if (rest === 'failing')
    return { mood: 'offline', short: 'Offline', sentence: offlineSentence(waiting, kept), seconds }
  if (rest === 'working') {
    const sentence = 'Slower connection: messages still go through.'
    return { mood: 'caution', short: 'Slower connection', sentence, seconds }
  }
  if (!troubled && socket !== 'waiting') {
    return { mood: 'starting', short: 'Connecting', sentence: null, seconds: null }
  }
  return { mood: 'caution', short: 'Reconnecting', sentence: 'Messages will be sent.', seconds }
}
