/** What all screens of the entrance look like: a face, what this is, and what is to be done. */
import { MessageCircle } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'

interface DoorwayProps {
  title: string
  /** Below the title. */
  lead?: ReactNode
  children?: ReactNode
  face?: ReactNode
}

export function Doorway({ title, lead, children, face }: DoorwayProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  // Another screen took the place of what had the focus; a field with autofocus has it already.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus()
  }, [])
  return (
    <main className="grid h-[var(--viewport-height,100dvh)] animate-appear place-items-center overflow-y-auto bg-surface p-6">
      <div className="flex w-full max-w-[22rem] flex-col gap-6">
        {face ?? (
          <span
            aria-hidden="true"
            className="grid size-18 place-items-center rounded-full bg-accent-soft text-accent"
          >
            <MessageCircle size={32} />
          </span>
        )}
        <div className="flex flex-col gap-1">
          <h1
            ref={heading}
            tabIndex={-1}
            className="text-display font-strong text-balance wrap-anywhere outline-none"
          >
            {title}
          </h1>
          {lead && <p className="text-message text-pretty wrap-anywhere text-muted">{lead}</p>}
        </div>
        {children}
      </div>
    </main>
  )
}
