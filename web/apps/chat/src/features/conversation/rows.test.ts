import type { TimelineItem } from '@webchat/client'
import { describe, expect, it } from 'vitest'
import { buildRows, firstUnread } from './rows'

let seq = 0
function said(senderId: string, at: string, more: Partial<TimelineItem> = {}): TimelineItem {
  seq += 1
  const createdAt = new Date(`2026-03-0${at}`).toISOString()
  const item = { key: `k${seq}`, id: `m${seq}`, senderId, text: 'hello', createdAt, seq, deleted: false }
  return { ...item, delivery: { state: 'sent' }, ...more }
}

const groups = (items: TimelineItem[], unread: string | null = null) =>
  buildRows(items, 'alice', unread).map(row => (row.startsGroup ? '[' : '') + (row.endsGroup ? ']' : '.'))

describe('groups', () => {
  it('hold what one author says within five minutes', () => {
    const items = [
      said('bob', '1T10:00'),
      said('bob', '1T10:01'),
      said('alice', '1T10:02'),
      said('bob', '1T10:02'),
    ]
    expect(groups(items)).toEqual(['[.', ']', '[]', '[]'])
  })

  it('begin again after five minutes, also for one who never pauses', () => {
    const items = [said('bob', '1T10:00'), said('bob', '1T10:03'), said('bob', '1T10:06')]
    expect(groups(items)).toEqual(['[.', ']', '[]'])
  })

  it('end at midnight and at the unread line', () => {
    const items = [said('bob', '1T23:59'), said('bob', '2T00:01'), said('bob', '2T00:02')]
    expect(groups(items)).toEqual(['[]', '[.', ']'])
    expect(groups(items, items[2]?.key)).toEqual(['[]', '[]', '[]'])
  })
})

describe('rows', () => {
  it('begin a day where the date changes', () => {
    const items = [said('bob', '1T10:00'), said('bob', '1T12:00'), said('bob', '2T00:00')]
    expect(buildRows(items, 'alice', null).map(row => row.startsDay)).toEqual([true, false, true])
  })

  it('stay the same object while they look the same', () => {
    const items = [said('bob', '1T10:00'), said('carol', '1T10:01')]
    const before = buildRows(items, 'alice', null)
    const after = buildRows([...items, said('carol', '1T10:02')], 'alice', null)
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    expect(after[1]?.endsGroup).toBe(false)
  })
})

describe('the unread line', () => {
  it('stands before the first message of somebody else that was not read', () => {
    const items = [
      said('bob', '1T10:00'),
      said('alice', '1T10:01'),
      said('bob', '1T10:02'),
      said('bob', '1T10:03'),
    ]
    expect(firstUnread(items, items[0]?.seq ?? 0, 'alice')).toBe(items[2]?.key)
  })

  it('is not drawn for deleted or own messages, nor when all was read', () => {
    const items = [said('bob', '1T10:00', { deleted: true }), said('alice', '1T10:01', { seq: null })]
    expect(firstUnread(items, 0, 'alice')).toBe(null)
    expect(firstUnread(items, null, 'alice')).toBe(null)
  })
})
