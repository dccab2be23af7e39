/** A question that has to be answered first. The browser's own dialog keeps the focus inside and closes on Escape. */
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'

interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
}

/** Shown while it is mounted. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
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
      aria-labelledby={titleId}
      onCancel={onClose}
      onClick={event => event.target === event.currentTarget && onClose()}
      className="w-full max-w-[min(26rem,calc(100vw-32px))] animate-appear rounded-card bg-raised p-0 text-ink shadow-float"
    >
      <div className="flex flex-col gap-4 p-6">
        <h2 id={titleId} className="text-title font-strong">
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  )
}
