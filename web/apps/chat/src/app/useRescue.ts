/** Words of an edit that can't be saved any more, because the message was deleted elsewhere, come back into the composer. */
import type { TimelineItem } from '@webchat/client'
import { useEffect, useRef } from 'react'
import type { Editing } from '../features/composer'

/** The words that one of one's own messages was going to have. */
function unsaved({ change, deleted }: TimelineItem): string | null {
  return change?.command.type === 'edit' && !deleted ? change.command.text : null
}

export function useRescue(items: readonly TimelineItem[], { edit, begin }: Editing): void {
  const last = useRef(items)
  useEffect(() => {
    const before = last.current
    last.current = items
    if (edit) return
    for (const was of before) {
      const text = unsaved(was)
      if (text === null || was.seq === null) continue
      const now = items.find(({ key }) => key === was.key)
      // One's own deletion is a change, too, and meant.
      if (now?.deleted && !now.change) begin({ seq: was.seq, original: was.text, text })
    }
  }, [items, edit, begin])
}
