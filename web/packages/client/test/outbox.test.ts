import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { environment } from '../src/environment'
import { ChatError } from '../src/error'
import { Outbox } from '../src/outbox'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

interface Body {
  readonly text: string
}

/** An outbox with a socket that can be pulled out and a REST way whose requests the test answers. */
function outboxWith(options: { window?: number; socket?: boolean; rest?: boolean; undoes?: boolean } = {}) {
  const line = { isUp: options.socket ?? true }
  const sent: string[] = []
  const posts: { text: string; answer: () => void; fail: (error: unknown) => void }[] = []
  const outbox = new Outbox<Body>(
    {
      window: options.window ?? 1,
      bySocket: ({ text }) => line.isUp && sent.push(text) > 0,
      byRest:
        options.rest === false
          ? null
          : ({ text }) =>
              new Promise((answer, fail) => posts.push({ text, answer: () => answer(null), fail })),
      undoes: () => options.undoes ?? false,
      onChange: () => {},
    },
    environment({ random: () => 0.999_999 }),
  )
  outbox.resume()
  const add = (text: string, lane = 'general') => outbox.add(lane, text, { text })
  const states = (lane = 'general') => outbox.lane(lane).map(({ id, delivery }) => `${id} ${delivery.state}`)
  return { outbox, line, sent, posts, add, states }
}

const waiting = ({ parcels }: Outbox<Body>) =>
  parcels.filter(({ delivery }) => delivery.state === 'pending').length

const settle = () => vi.advanceTimersByTimeAsync(0)

test('sends at once and forgets what is stored', () => {
  const { outbox, sent, add } = outboxWith()
  add('one')
  expect(sent).toEqual(['one'])
  expect(waiting(outbox)).toBe(1)
  outbox.stored('one')
  expect(waiting(outbox)).toBe(0)
})

test('a lane goes on only when its message is stored; lanes do not wait for each other', () => {
  const { outbox, sent, add } = outboxWith()
  add('one')
  add('two')
  add('elsewhere', 'alice~bob')
  expect(sent).toEqual(['one', 'elsewhere'])
  outbox.stored('one')
  expect(sent).toEqual(['one', 'elsewhere', 'two'])
})

test('with a wider window messages follow each other without waiting', () => {
  const { sent, add } = outboxWith({ window: Number.POSITIVE_INFINITY })
  add('one')
  add('two')
  expect(sent).toEqual(['one', 'two'])
})

test('what was not answered when the socket went goes by REST, in order, one at a time', async () => {
  const { outbox, line, posts, add } = outboxWith({ window: Number.POSITIVE_INFINITY })
  add('one')
  add('two')
  line.isUp = false
  outbox.resume()
  expect(posts.map(({ text }) => text)).toEqual(['one'])
  posts[0]?.answer()
  await settle()
  expect(posts.map(({ text }) => text)).toEqual(['one', 'two'])
})

test('nothing overtakes what is unanswered, by whatever way that went', () => {
  const { line, sent, posts, add } = outboxWith({ window: Number.POSITIVE_INFINITY })
  add('by socket')
  line.isUp = false
  add('behind it')
  expect(posts).toEqual([])
  add('by REST', 'alice~bob')
  line.isUp = true
  add('behind that', 'alice~bob')
  expect(posts.map(({ text }) => text)).toEqual(['by REST'])
  expect(sent).toEqual(['by socket', 'behind it'])
})

test('a frame that is not answered within 10 s is sent again, by REST if there is such a way', () => {
  const { sent, posts, add } = outboxWith()
  add('one')
  vi.advanceTimersByTime(9_999)
  expect(posts).toEqual([])
  vi.advanceTimersByTime(1)
  expect(posts.map(({ text }) => text)).toEqual(['one'])
  expect(sent).toEqual(['one'])
})

test('and by the socket if there is none', () => {
  const { sent, add } = outboxWith({ rest: false })
  add('one')
  vi.advanceTimersByTime(10_000)
  expect(sent).toEqual(['one', 'one'])
})

test('after REST did not work either it is the socket’s turn again', async () => {
  const { sent, posts, add } = outboxWith()
  add('one')
  vi.advanceTimersByTime(10_000)
  posts[0]?.fail(new TypeError('fetch failed'))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(sent).toEqual(['one', 'one'])
})

test('what takes the place of others leaves one that is on its way alone', () => {
  const { outbox, sent } = outboxWith()
  for (const text of ['one', 'two', 'three']) outbox.replace('general', text, { text })
  expect(sent).toEqual(['one'])
  outbox.stored('one')
  expect(sent).toEqual(['one', 'three'])
})

test('a request that would undo what comes after it is waited for before another way is taken', async () => {
  const { outbox, line, sent, posts, add } = outboxWith({ socket: false, undoes: true })
  add('one')
  add('two')
  line.isUp = true
  outbox.resume()
  expect(sent).toEqual([])
  posts[0]?.answer()
  await settle()
  expect(sent).toEqual(['two'])
})

test('waits as long as the server wants when it is too fast, and keeps the order', () => {
  const { outbox, sent, add, states } = outboxWith()
  add('one')
  outbox.refused('one', new ChatError('Too fast.', { code: 'rate-limited', retryAfterMs: 700 }))
  add('two')
  expect(states()).toEqual(['one pending', 'two pending'])
  vi.advanceTimersByTime(699)
  expect(sent).toEqual(['one'])
  vi.advanceTimersByTime(1)
  outbox.stored('one')
  expect(sent).toEqual(['one', 'one', 'two'])
})

test('waits longer each time while the server cannot store', () => {
  const { outbox, sent, add } = outboxWith()
  add('one')
  for (const [times, seconds] of [1, 2, 4].entries()) {
    outbox.refused('one', new ChatError('Not now.', { code: 'storage-unavailable' }))
    vi.advanceTimersByTime(seconds * 1_000 - 10)
    expect(sent).toHaveLength(times + 1)
    vi.advanceTimersByTime(10)
    expect(sent).toHaveLength(times + 2)
  }
})

test('waits longer each time while there is no network, and goes at once when there is a socket', async () => {
  const { outbox, line, sent, posts, add } = outboxWith({ socket: false })
  add('one')
  posts[0]?.fail(new TypeError('fetch failed'))
  await settle()
  expect(posts).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(posts).toHaveLength(2)
  line.isUp = true
  outbox.resume()
  expect(sent).toEqual(['one'])
})

test('a request that fails after another way was taken changes nothing', async () => {
  const { outbox, line, sent, posts, add, states } = outboxWith({ socket: false })
  add('one')
  line.isUp = true
  outbox.resume()
  posts[0]?.fail(new ChatError('Too late.', { code: 'forbidden' }))
  await settle()
  expect(sent).toEqual(['one'])
  expect(states()).toEqual(['one pending'])
})

test('what is refused for good stays with the reason and lets the next one pass', () => {
  const { outbox, sent, add } = outboxWith()
  add('one')
  add('two')
  outbox.refused('one', new ChatError('The text is too long.', { code: 'too-long' }))
  expect(outbox.lane('general')[0]?.delivery).toEqual({ state: 'failed', reason: 'The text is too long.' })
  expect(sent).toEqual(['one', 'two'])
  expect(waiting(outbox)).toBe(1)
})

test('a failed message can be sent again under its id, after what was added since, or dropped', () => {
  const { outbox, sent, add, states } = outboxWith()
  add('one')
  outbox.refused('one', new ChatError('No.', { code: 'forbidden' }))
  add('two')
  outbox.retry('one')
  expect(states()).toEqual(['two pending', 'one pending'])
  outbox.stored('two')
  expect(sent).toEqual(['one', 'two', 'one'])
  outbox.discard('one')
  expect(states()).toEqual([])
})

test('500 wait at most; one more fails with a sentence', () => {
  const { outbox, add } = outboxWith({ socket: false, rest: false })
  for (let i = 0; i <= 500; i++) add(`${i}`)
  expect(waiting(outbox)).toBe(500)
  expect(outbox.lane('general').at(-1)?.delivery).toEqual({
    state: 'failed',
    reason: "Couldn't send this: 500 messages are waiting.",
  })
  for (let i = 0; i < 600; i++) add(`more ${i}`)
  expect(outbox.lane('general')).toHaveLength(1_000)
})

test('without REST it waits for the socket', () => {
  const { outbox, line, sent, add } = outboxWith({ socket: false, rest: false })
  add('one')
  line.isUp = true
  outbox.resume()
  expect(sent).toEqual(['one'])
})

test('stopped, it keeps what waits and runs no timer', () => {
  const { outbox, sent, add } = outboxWith()
  add('one')
  outbox.stop()
  expect(vi.getTimerCount()).toBe(0)
  outbox.resume()
  expect(sent).toEqual(['one', 'one'])
})

test('what is held is sent when it is released, and so is what stands behind it', () => {
  const { outbox, sent, add } = outboxWith()
  outbox.add('general', 'held', { text: 'held' }, true)
  add('behind')
  outbox.resume()
  expect(sent).toEqual([])
  outbox.release('held')
  expect(sent).toEqual(['held'])
  outbox.stored('held')
  expect(sent).toEqual(['held', 'behind'])
})

test('what is done waits a moment for the news of it, and its lane with it', async () => {
  const { outbox, sent, add, states } = outboxWith()
  add('one')
  add('two')
  outbox.done('one')
  outbox.done('unknown')
  await vi.advanceTimersByTimeAsync(900)
  expect(states()).toEqual(['one pending', 'two pending'])
  await vi.advanceTimersByTimeAsync(100)
  expect(states()).toEqual(['two pending'])
  expect(sent).toEqual(['one', 'two'])
})
