/** What stands before the first message of a conversation. */
import type { ReactNode } from 'react'

interface BeginningProps {
  face: ReactNode
  title: string
  words: string
}

export function Beginning({ face, title, words }: BeginningProps) {
  return (
    <div className="flex h-full flex-col items-start justify-end gap-3 pb-4">
      {face}
      <div className="flex flex-col gap-1">
        <p dir="auto" className="line-clamp-1 text-title font-strong wrap-anywhere">
          {title}
        </p>
        <p className="line-clamp-2 text-ui text-muted">{words}</p>
      </div>
    </div>
  )
}
