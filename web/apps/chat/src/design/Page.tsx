/** A page beside the messenger: its name with the way back, and what is on it, in a column. */
import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { classes } from './classes'
import { IconButton } from './IconButton'

interface PageProps {
  title: string
  /** Whether what is on it has headings of its own, below this one. */
  isHeading?: boolean
  onBack: () => void
  /** Between the header and the content, or at its side where there is room. */
  navigation?: ReactNode
  children: ReactNode
}

export function Page({ title, isHeading = false, onBack, navigation, children }: PageProps) {
  return (
    <div className="flex h-[var(--viewport-height,100dvh)] flex-col bg-surface pr-[env(safe-area-inset-right)] pl-[env(safe-area-inset-left)]">
      <header className="flex h-(--height-bar) shrink-0 items-center gap-2 border-b border-hairline px-2 wide:px-4">
        <IconButton label="Back to conversations" onClick={onBack}>
          <ArrowLeft />
        </IconButton>
        <Title isHeading={isHeading}>{title}</Title>
      </header>
      <div className={classes('flex min-h-0 flex-1', navigation ? 'max-wide:flex-col' : null)}>
        {navigation}
        <main className="min-w-0 flex-1 overflow-y-auto pb-[env(safe-area-inset-bottom)]">{children}</main>
      </div>
    </div>
  )
}

function Title({ isHeading, children }: { isHeading: boolean; children: string }) {
  const heading = useHeading()
  if (!isHeading) return <span className="text-message font-strong">{children}</span>
  return (
    <h1 ref={heading} tabIndex={-1} className="text-message font-strong outline-none">
      {children}
    </h1>
  )
}

/** Who comes to another page begins at its heading. */
function useHeading() {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return heading
}

interface ColumnProps {
  /** Absent where the page's own is enough. */
  title?: string
  /** Beside the title: what is done here most. */
  action?: ReactNode
  children: ReactNode
}

/** What is on a page, under its heading. */
export function Column({ title, action, children }: ColumnProps) {
  const heading = useHeading()
  return (
    <div className="mx-auto flex max-w-column animate-appear flex-col gap-8 px-4 py-6 wide:px-8 wide:py-8">
      {title && (
        <div className="flex min-h-(--target) flex-wrap items-center justify-between gap-3">
          <h1 ref={heading} tabIndex={-1} className="text-display font-strong outline-none">
            {title}
          </h1>
          {action}
        </div>
      )}
      {children}
    </div>
  )
}
