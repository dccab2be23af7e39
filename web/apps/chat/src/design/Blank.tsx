/** A screen, or a part of one, that has nothing to show: it says why, and what to do. */
import type { ReactNode } from 'react'

interface BlankProps {
  face?: ReactNode
  title: string
  children?: ReactNode
  heading?: 'h1' | 'h2'
}

export function Blank({ face, title, children, heading: Heading = 'h2' }: BlankProps) {
  return (
    <div className="m-auto flex max-w-[22rem] flex-col items-center gap-2 p-6 text-center">
      {face && <div className="mb-2 text-muted">{face}</div>}
      <Heading tabIndex={-1} className="text-title font-strong text-balance wrap-anywhere outline-none">
        {title}
      </Heading>
      {children && (
        <div className="flex flex-col items-center gap-4 text-ui text-pretty text-muted">{children}</div>
      )}
    </div>
  )
}
