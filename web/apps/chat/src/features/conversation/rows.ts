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

function belongTogether(before: TimelineItem, after: TimelineItem): boolean {
  const passed = Date.parse(after.createdAt) - Date.parse(before.createdAt)
  return (
    before.senderId === after.senderId && passed < GROUP_MS && isSameDay(before.createdAt, after.createdAt)
  )
}

/** The first message of somebody else behind `afterSeq`; null when there is none. */
export function firstUnread(items: readonly TimelineItem[], afterSeq: Seq | null, me: UserId): string | null {
  if (afterSeq === null) return null
  const found = items.find(
    ({ seq, senderId, deleted }) => seq !== null && seq > afterSeq && senderId !== me && !deleted,
  )
  return found?.key ?? null
}

export function buildRows(
  items: readonly TimelineItem[],
  me: UserId,
  unreadKey: string | null,
): readonly Row[] {
  const startsGroup = items.map((item, index) => {
    const before = items[index - 1]
    return !before || item.key === unreadKey || !belongTogether(before, item)
  })
  return items.map((item, index) => {
    const before = items[index - 1]
    return {
      item,
      mine: item.senderId === me,
      startsDay: !before || !isSameDay(before.createdAt, item.createdAt),
      startsUnread: item.key === unreadKey,
      startsGroup: startsGroup[index] ?? true,
      endsGroup: startsGroup[index + 1] ?? true,
    }
  })
}

const LINE = 22
const CHARACTERS_PER_LINE = 56

/** A first guess at a row's height; the list measures it once it is there. */
export function guessHeight({ item, startsDay, startsUnread, startsGroup }: Row, named: boolean): number {
  const lines = item.text
    .split('\n')
    .reduce((sum, line) => sum + 1 + Math.floor(line.length / CHARACTERS_PER_LINE), 0)
  const above = (startsDay ? 52 : 0) + (startsUnread ? 36 : 0) + (startsGroup ? (named ? 36 : 12) : 0)
  return above + Math.min(lines, 16) * LINE + 20
}
