/** The menu as a sheet that comes up from below, within reach of a thumb. */
import { X } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { IconButton } from '../../design'

interface MenuSheetProps {
  /** Of the message that it is about. */
  text: string
  onClose: () => void
  children: ReactNode
}

const EXCERPT = 120

/** Shown while it is mounted. */
export function MenuSheet({ text, onClose, children }: MenuSheetProps) {
  const ref = useRef<HTMLDialogElement>(null)
  // Closed while it is still in the page, it gives the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current
    if (dialog && !dialog.open) dialog.showModal()
    return () => dialog?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; the click is on the backdrop
    <dialog
      ref={ref}
      aria-label="Message actions"
      onCancel={onClose}
      onClick={event => event.target === event.currentTarget && onClose()}
      className="fixed inset-x-0 top-auto bottom-[calc(100dvh-var(--viewport-height,100dvh))] mx-auto my-0 w-full max-w-none animate-arrive rounded-t-bubble bg-raised p-0 text-ink shadow-float wide:mb-4 wide:max-w-105 wide:rounded-bubble"
    >
      <div className="flex flex-col px-2 pt-1 pb-[max(8px,env(safe-area-inset-bottom))]">
        <div className="flex items-center justify-between gap-2 pl-3">
          <p dir="auto" className="truncate text-left text-small text-muted">
            {text.slice(0, EXCERPT)}
          </p>
          <IconButton label="Close" onClick={onClose}>
            <X />
          </IconButton>
        </div>
        {children}
      </div>
    </dialog>
  )
}
