import { afterEach, describe, expect, test, vi } from 'vitest'
import { addresses } from '../src/addresses'
import { createChat } from '../src/chat'
import { ClassicChat } from '../src/classic'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('from one address come both', () => {
  const cases = [
    ['http://chat.test', 'http://chat.test', 'ws://chat.test/ws'],
    ['https://chat.test:8443/', 'https://chat.test:8443', 'wss://chat.test:8443/ws'],
    ['ws://chat.test', 'http://chat.test', 'ws://chat.test/ws'],
    ['wss://chat.test/ws', 'https://chat.test', 'wss://chat.test/ws'],
    ['https://host.test/chat/', 'https://host.test/chat', 'wss://host.test/chat/ws'],
    ['http://ws.test/news', 'http://ws.test/news', 'ws://ws.test/news/ws'],
  ] as const
  test.each(cases)('%s', (url, rest, socket) => {
    expect(addresses(url)).toEqual({ rest, socket })
  })
})

test('without one it is where the page came from, and paths are of that', () => {
  vi.stubGlobal('location', { origin: 'https://page.test' })
  expect(addresses()).toEqual({ rest: 'https://page.test', socket: 'wss://page.test/ws' })
  expect(addresses('/chat')).toEqual({ rest: 'https://page.test/chat', socket: 'wss://page.test/chat/ws' })
})

test('with neither it says what is missing', () => {
  expect(() => addresses()).toThrow('give a url')
  vi.stubGlobal('location', { origin: 'null' })
  expect(() => addresses()).toThrow('give a url')
  expect(() => createChat({ userId: 'alice' }).start()).toThrow('give a url')
  expect(() => new ClassicChat('alice', {}).start()).toThrow('give a url')
})
