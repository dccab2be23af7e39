/** The column at the right with what there is to know; on phones a page, in between a sheet over the conversation. */
import { ArrowLeft, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { IconButton } from '../../design'

interface PanelProps {
  /** Whether there is room for it beside the conversation. */
  roomy: boolean
  onClose: () => void
  children: ReactNode
}

export function Panel({ roomy, onClose, children }: PanelProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (roomy) return
    const before = document.activeElement
    heading.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [roomy])
  return (
    <aside
      aria-label="Details"
      onKeyDown={event => event.key === 'Escape' && !roomy && !event.defaultPrevented && onClose()}
      className="fixed inset-0 z-10 flex animate-appear flex-col bg-aside pr-[env(safe-area-inset-right)] wide:left-auto wide:w-(--width-details) wide:border-l wide:border-hairline wide:shadow-float roomy:static roomy:shrink-0 roomy:shadow-none!"
    >
      <header className="flex h-(--height-bar) shrink-0 items-center gap-1 border-b border-hairline px-1 wide:pr-2 wide:pl-4">
        <IconButton label="Back to the conversation" onClick={onClose} className="wide:hidden">
          <ArrowLeft />
        </IconButton>
        <h2
          ref={heading}
          tabIndex={-1}
          className="flex-1 text-message font-strong outline-none max-wide:pl-2"
        >
          Details
        </h2>
        <IconButton label="Close details" onClick={onClose} className="max-wide:hidden">
          <X />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain px-4 pb-[max(24px,env(safe-area-inset-bottom))]">
        {children}
      </div>
    </aside>
  )
}
