/** What has just happened, with its way back. While it is pointed at or focused it asks to be held. */
import { useEffect, useState } from 'react'
import { TextButton } from './TextButton'

interface ToastProps {
  text: string
  action?: { label: string; run: () => void } | undefined
  onHold: () => void
  /** Also when it goes while it is held. */
  onRelease: () => void
}

export function Toast({ text, action, onHold, onRelease }: ToastProps) {
  const [hovered, setHovered] = useState(false)
  const [focused, setFocused] = useState(false)
  const held = hovered || focused
  useEffect(() => {
    if (!held) return
    onHold()
    return onRelease
  }, [held, onHold, onRelease])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is only noticed whether somebody is at it
    <div
      // One that appears under a pointer that rests is not pointed at.
      onMouseMove={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      className="flex animate-arrive items-center gap-3 rounded-card bg-ink px-4 py-3 text-ui text-surface shadow-float"
    >
      {text}
      {action && <TextButton onClick={action.run}>{action.label}</TextButton>}
    </div>
  )
}
