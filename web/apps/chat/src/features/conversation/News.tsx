/** Says aloud what changes in messages, for those who don't look at the screen. New messages are not its matter. */
import type { TimelineItem, UserId } from '@webchat/client'
import { useEffect, useRef, useState } from 'react'
import { newsOf } from './news'

interface NewsProps {
  items: readonly TimelineItem[]
  me: UserId
  nameOf: (userId: UserId) => string
}

export function News({ items, me, nameOf }: NewsProps) {
  const [words, setWords] = useState('')
  const last = useRef<ReadonlyMap<string, TimelineItem>>(new Map())
  useEffect(() => {
    const known = last.current
    last.current = new Map(items.map(item => [item.key, item]))
    const said = items.flatMap(item => {
      const before = known.get(item.key)
      return before && before !== item ? (newsOf(before, item, { me, nameOf }) ?? []) : []
    })
    // After a time without connection many come at once; the last ones tell enough.
    if (said.length > 0) setWords(said.slice(-2).join('. '))
  }, [items, me, nameOf])
  return (
    <p role="status" aria-label="Changes" className="sr-only">
      {words}
    </p>
  )
}
