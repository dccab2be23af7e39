import type { ConnectionState } from '@webchat/client'
import { describe, expect, it } from 'vitest'
import { describeConnection } from './describe'

const now = 1_000_000
const waitingFor = (ms: number, rest: ConnectionState['rest']): ConnectionState => ({
  socket: 'waiting',
  retryAt: now + ms,
  rest,
})
const say = (state: ConnectionState, waiting = 0, troubled = true, kept = true) =>
  describeConnection(state, { waiting, kept, now, troubled })

describe('the connection in words', () => {
  it('says nothing more while connected', () => {
    expect(say({ socket: 'connected', retryAt: null, rest: 'idle' })).toEqual({
      mood: 'good',
      short: 'Connected',
      sentence: null,
      seconds: null,
    })
  })

  it('is calm about the first attempt, and not about a later one', () => {
    const connecting: ConnectionState = { socket: 'connecting', retryAt: null, rest: 'idle' }
    expect(say(connecting, 0, false).sentence).toBe(null)
    expect(say({ ...connecting, socket: 'stopped' }, 0, false).short).toBe('Connecting')
    expect(say(connecting, 0, true).short).toBe('Reconnecting')
  })

  it('counts whole seconds down to one', () => {
    expect(say(waitingFor(3_200, 'idle')).seconds).toBe(4)
    expect(say(waitingFor(10, 'idle')).seconds).toBe(1)
    expect(say(waitingFor(-500, 'idle')).seconds).toBe(1)
  })

  it('says that messages still go through', () => {
    expect(say(waitingFor(1_000, 'working')).sentence).toBe('Slower connection: messages still go through.')
  })

  it('is calm where messages come at once by another way, as long as they do', () => {
    const polled: ConnectionState = { ...waitingFor(9_000, 'working'), transport: 'poll' }
    expect(say(polled)).toEqual({ mood: 'good', short: 'Backup connection', sentence: null, seconds: null })
    expect(say({ ...polled, socket: 'connecting', retryAt: null }).short).toBe('Backup connection')
    expect(say({ ...polled, rest: 'failing' }).short).toBe('Offline')
    expect(say({ ...polled, transport: null }).short).toBe('Slower connection')
  })

  it('says how many messages wait when nothing goes through', () => {
    expect(say(waitingFor(1_000, 'failing'), 1).sentence).toContain('1 message will be sent')
    expect(say(waitingFor(1_000, 'failing'), 3).sentence).toContain('3 messages will be sent')
  })

  it('says what that takes where the browser keeps nothing', () => {
    const failing = waitingFor(1_000, 'failing')
    expect(say(failing, 3).sentence).not.toContain('page')
    expect(say(failing, 3, true, false).sentence).toContain('if you keep this page open.')
    expect(say(failing, 0, true, false).sentence).toContain('if you keep this page open.')
  })
})
