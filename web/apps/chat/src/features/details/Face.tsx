/** Whom or what the panel is about. */
import type { ReactNode } from 'react'

interface FaceProps {
  face: ReactNode
  title: string
  /** What it is, or how reachable they are. */
  words: string
  children?: ReactNode
}

export function Face({ face, title, words, children }: FaceProps) {
  return (
    <div className="flex flex-col items-center gap-1 pt-6 pb-4 text-center">
      <div className="pb-2">{face}</div>
      <h3 dir="auto" className="max-w-full text-title font-strong wrap-anywhere">
        {title}
      </h3>
      <p className="text-ui text-muted">{words}</p>
      {children}
    </div>
  )
}
