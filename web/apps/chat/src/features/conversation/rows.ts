/** From messages to what is drawn: groups by author, days, and where the unread ones begin. */
import type { Seq, TimelineItem, UserId } from '@webchat/client'
import { isSameDay } from '../../words'

const GROUP_MS = 5 * 60_000

/** A row is a message with all that stands above it, so that a message's row keeps its place in the list. */
export interface Row {
  readonly item: TimelineItem
  readonly mine: boolean
  readonly startsDay: boolean
  readonly startsUnread: boolean
  readonly startsGroup: boolean
  readonly endsGroup: boolean
}

/** An item never changes, so what is made of it is kept with it. */
const times = new WeakMap<TimelineItem, number>()
const rowOf = new WeakMap<TimelineItem, Row>()

function timeOf(item: TimelineItem): number {
  const time = times.get(item) ?? Date.parse(item.createdAt)
  times.set(item, time)
  return time
}

/** The first message of somebody else behind `afterSeq`; null when there is none. */
export function firstUnread(items: readonly TimelineItem[], afterSeq: Seq | null, me: UserId): string | null {
  if (afterSeq === null) return null
  const found = items.find(
    ({ seq, senderId, deleted, notice }) =>
      seq !== null && seq > afterSeq && senderId !== me && !deleted && !notice,
  )
  return found?.key ?? null
}

/** The row as it was drawn before, if it still looks the same; so it needs no drawing. */
function settled(row: Row): Row {
  const known = rowOf.get(row.item)
  const same =
    known?.startsDay === row.startsDay &&
    known.startsUnread === row.startsUnread &&
    known.startsGroup === row.startsGroup &&
    known.endsGroup === row.endsGroup
  if (known && same) return known
  rowOf.set(row.item, row)
  return row
}

interface Starts {
  readonly startsDay: boolean
  readonly startsUnread: boolean
  readonly startsGroup: boolean
}

/** A group lasts five minutes from its first message, however long somebody goes on. */
function findStarts(items: readonly TimelineItem[], unreadKey: string | null): readonly Starts[] {
  let group: TimelineItem | undefined
  return items.map((item, index) => {
    const before = items[index - 1]
    const startsDay = !before || !isSameDay(timeOf(before), timeOf(item))
    const startsUnread = item.key === unreadKey
    const continues = group?.senderId === item.senderId && timeOf(item) - timeOf(group) < GROUP_MS
    const startsGroup = startsDay || startsUnread || !continues || item.notice !== undefined
    // What is said after a notice stands by itself.
    if (startsGroup) group = item.notice ? undefined : item
    return { startsDay, startsUnread, startsGroup }
  })
}

export function buildRows(
  items: readonly TimelineItem[],
  me: UserId,
  unreadKey: string | null,
): readonly Row[] {
  const starts = findStarts(items, unreadKey)
  return items.map((item, index) => {
    const start = starts[index] ?? { startsDay: false, startsUnread: false, startsGroup: true }
    const endsGroup = starts[index + 1]?.startsGroup ?? true
    return settled({ item, mine: item.senderId === me, ...start, endsGroup })
  })
}

const LINE = 22
const NOTICE = 34
const CHARACTERS_PER_LINE = 56

const CHIPS_PER_LINE = 8
const CHIPS = 32

/** A first guess at a row's height; the list measures it once it is there. */
export function guessHeight({ item, startsDay, startsUnread, startsGroup }: Row, named: boolean): number {
  if (item.notice) return NOTICE + (startsDay ? 52 : 0)
  const lines = item.text
    .split('\n')
    .reduce((sum, line) => sum + 1 + Math.floor(line.length / CHARACTERS_PER_LINE), 0)
  const above = (startsDay ? 52 : 0) + (startsUnread ? 36 : 0) + (startsGroup ? (named ? 36 : 12) : 0)
  const below = Math.ceil((item.reactions?.length ?? 0) / CHIPS_PER_LINE) * CHIPS
  return above + Math.min(lines, 16) * LINE + 20 + below
}
