import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { environment } from '../src/environment'
import { ChatError } from '../src/error'
import { Api, Rest } from '../src/rest'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function apiOn(answer: (url: string, init: RequestInit) => Response | Promise<Response>) {
  const fetch = vi.fn(async (url: string | URL | Request, init?: RequestInit) =>
    answer(String(url), init ?? {}),
  )
  return { api: new Api(new Rest(() => 'http://chat.test', environment({ fetch })), 'alice'), fetch }
}

const failure = (promise: Promise<unknown>): Promise<ChatError> =>
  promise.then(
    () => {
      throw new Error('It should have failed.')
    },
    (error: ChatError) => error,
  )

test('asks as the user, with everything in its place', async () => {
  const { api, fetch } = apiOn(() => Response.json({ messages: [], hasMore: false, head: 0 }))
  await api.messages('alice~bob', 40)
  await api.changes('general', 7)
  expect(fetch.mock.calls.map(([url]) => url)).toEqual([
    'http://chat.test/api/v1/conversations/alice~bob/messages?userId=alice&before=40&limit=50',
    'http://chat.test/api/v1/conversations/general/changes?userId=alice&after=7',
  ])
})

test('a refusal carries what the server said', async () => {
  const body = { type: 'error', message: 'Too fast.', code: 'rate-limited', id: 'm1', retryAfterMs: 50 }
  const { api } = apiOn(() => Response.json(body, { status: 429 }))
  const error = await failure(api.command({ type: 'ping' }))
  expect(error).toBeInstanceOf(ChatError)
  expect({ ...error, message: error.message }).toMatchObject({
    message: 'Too fast.',
    code: 'rate-limited',
    id: 'm1',
    retryAfterMs: 50,
    status: 429,
  })
  expect(error.passing).toBe(true)
})

test('an answer that is no JSON is a failure with a sentence', async () => {
  const { api } = apiOn(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))
  const error = await failure(api.users())
  expect(error.message).toBe("Couldn't do this (HTTP 502).")
  expect(error.passing).toBe(true)
})

test('no answer within 10 s is a failure that may pass', async () => {
  const { api } = apiOn(
    (_url, { signal }) =>
      new Promise((_answer, fail) => signal?.addEventListener('abort', () => fail(new Error('aborted')))),
  )
  const failed = failure(api.users())
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await failed).toMatchObject({ message: "Couldn't reach the server.", status: 0, passing: true })
  expect(vi.getTimerCount()).toBe(0)
})

test.each([
  ['forbidden', 403, false],
  ['storage-unavailable', 503, true],
  [undefined, 500, true],
  [undefined, 413, false],
] as const)('%s (%i) may pass: %s', (code, status, passing) => {
  expect(new ChatError('No.', { ...(code && { code }), status }).passing).toBe(passing)
})
