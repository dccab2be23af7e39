/** What has just happened, with its way back. It waits while it is pointed at or focused. */
import { useEffect, useState } from 'react'
import { TextButton } from './TextButton'

interface ToastProps {
  text: string
  action: { label: string; run: () => void } | null
  /** How long it stays, in milliseconds. */
  stays: number
  onGone: () => void
}

export function Toast({ text, action, stays, onGone }: ToastProps) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(onGone, stays)
    return () => clearTimeout(timer)
  }, [held, stays, onGone])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is only noticed whether somebody is at it
    <div
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="flex animate-arrive items-center gap-3 rounded-card bg-ink px-4 py-3 text-ui text-surface shadow-float"
    >
      {text}
      {action && <TextButton onClick={action.run}>{action.label}</TextButton>}
    </div>
  )
}
