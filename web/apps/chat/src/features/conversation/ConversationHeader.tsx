/** Whom one talks to, and the way back to the list on phones. */
import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { IconButton } from '../../design'

interface ConversationHeaderProps {
  face: ReactNode
  title: string
  /** Presence, or what the channel is for. */
  subtitle: string
  onBack: () => void
  /** At the end of the header. */
  children?: ReactNode
}

export function ConversationHeader({ face, title, subtitle, onBack, children }: ConversationHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  // A composer that takes the focus does so after this.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <header className="shrink-0 border-b border-hairline px-1 wide:px-4">
      <div className="mx-auto flex h-(--height-bar) max-w-column items-center gap-1 wide:gap-3">
        <IconButton label="Back to conversations" onClick={onBack} className="wide:hidden">
          <ArrowLeft />
        </IconButton>
        {face}
        <div className="min-w-0 flex-1 max-wide:pl-2">
          <h1
            ref={heading}
            dir="auto"
            tabIndex={-1}
            className="truncate text-left text-message font-strong outline-none"
          >
            {title}
          </h1>
          <p className="truncate text-small text-muted">{subtitle}</p>
        </div>
        {children}
      </div>
    </header>
  )
}
