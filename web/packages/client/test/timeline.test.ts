import { describe, expect, test } from 'vitest'
import type { Message } from '../src/protocol.gen'
import { TimelineData } from '../src/timeline'
import { FakeConversation, message } from './support/FakeConversation'

const seqs = (data: TimelineData) => data.messages.map(({ seq }) => seq)

function following(upTo: number): { data: TimelineData; store: FakeConversation } {
  const store = new FakeConversation('general')
  for (let i = 0; i < upTo; i++) store.append('bob', `${i}`)
  const data = new TimelineData()
  data.applyNewest(store.page(50))
  return { data, store }
}

describe('pushed messages', () => {
  const cases: [name: string, pushed: number[], shown: number[], cursor: number, hole: boolean][] = [
    ['the next one', [4], [1, 2, 3, 4], 4, false],
    ['one that is known', [3], [1, 2, 3], 3, false],
    ['the same one twice', [4, 4], [1, 2, 3, 4], 4, false],
    ['one too far ahead', [5], [1, 2, 3, 5], 3, true],
    ['two in the wrong order', [5, 4], [1, 2, 3, 4, 5], 5, false],
    ['many in the wrong order', [7, 5, 6, 4], [1, 2, 3, 4, 5, 6, 7], 7, false],
    ['two holes, one of them filled', [5, 7, 4], [1, 2, 3, 4, 5, 7], 5, true],
  ]
  test.each(cases)('%s', (_name, pushed, shown, cursor, hole) => {
    const { data } = following(3)
    for (const seq of pushed) data.receive(message({ seq }))
    expect(seqs(data)).toEqual(shown)
    expect(data.cursor).toBe(cursor)
    expect(data.hasHole).toBe(hole)
  })

  test('a deletion takes the next place and leaves a tombstone', () => {
    const { data, store } = following(3)
    data.receive(store.delete(2))
    expect(data.messages[1]).toMatchObject({ seq: 2, changeSeq: 4, text: '' })
    expect(data.cursor).toBe(4)
  })

  test('an older state of a message does not replace a newer one', () => {
    const { data, store } = following(3)
    const before = store.messages[2] as Message
    data.receive(store.delete(3))
    data.applyChanges({ after: 3, reset: false, messages: [before], seq: 3, head: 4 })
    expect(data.messages[2]?.deletedAt).toBeDefined()
  })

  test('those that come before the newest page are kept for then', () => {
    const store = new FakeConversation('general')
    store.append('bob', 'one')
    const page = store.page(50)
    const data = new TimelineData()
    data.receive(store.append('bob', 'two'))
    data.receive(store.append('bob', 'three'))
    data.applyNewest(page)
    expect(seqs(data)).toEqual([1, 2, 3])
    expect(data.cursor).toBe(3)
  })
})

test('a delta that is not all there is leaves a hole', () => {
  const { data, store } = following(3)
  for (let i = 0; i < 4; i++) store.append('bob', `${i}`)
  store.changesPage = 2
  data.applyChanges(store.changes(3))
  expect(data.cursor).toBe(5)
  expect(data.hasHole).toBe(true)
  data.applyChanges(store.changes(5))
  expect(data.hasHole).toBe(false)
})

describe('older pages', () => {
  test('go before what is shown', () => {
    const store = new FakeConversation('general')
    for (let i = 0; i < 7; i++) store.append('bob', `${i}`)
    const data = new TimelineData()
    data.applyNewest(store.page(3))
    expect(data.hasOlder).toBe(true)
    data.applyOlder(store.page(3, 5))
    data.applyOlder(store.page(3, 2))
    expect(seqs(data)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(data.hasOlder).toBe(false)
  })

  test('a message from before the first one leaves no gap: it waits for its page', () => {
    const store = new FakeConversation('general')
    for (let i = 0; i < 7; i++) store.append('bob', `${i}`)
    const data = new TimelineData()
    data.applyNewest(store.page(3))
    data.receive(store.delete(1))
    expect(seqs(data)).toEqual([5, 6, 7])
    expect(data.cursor).toBe(8)
  })

  test('a page that was read before a deletion in it makes the deletion be asked for again', () => {
    const store = new FakeConversation('general')
    for (let i = 0; i < 7; i++) store.append('bob', `${i}`)
    const data = new TimelineData()
    data.applyNewest(store.page(3))
    const late = store.page(3, 5)
    data.receive(store.delete(3))
    data.applyOlder(late)
    expect(data.hasHole).toBe(true)
    data.applyChanges(store.changes(7))
    expect(data.hasHole).toBe(false)
    expect(data.messages.find(({ seq }) => seq === 3)?.deletedAt).toBeDefined()
  })
})

test('forgets the oldest beyond the window and says that there are older ones', () => {
  const { data } = following(10)
  data.trim(4)
  expect(seqs(data)).toEqual([7, 8, 9, 10])
  expect(data.hasOlder).toBe(true)
})

test('the array is another one only when something has changed', () => {
  const { data } = following(3)
  const before = data.messages
  data.receive(message({ seq: 2 }))
  expect(data.messages).toBe(before)
})
