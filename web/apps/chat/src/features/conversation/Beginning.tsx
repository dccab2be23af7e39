/** What stands before the first message of a conversation. */
import type { ReactNode } from 'react'

export function Beginning({ face, words }: { face: ReactNode; words: string }) {
  return (
    <div className="flex h-full flex-col items-start justify-end gap-3">
      {face}
      <p className="line-clamp-2 text-ui wrap-anywhere text-muted">{words}</p>
    </div>
  )
}
