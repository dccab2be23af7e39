/** What was just deleted, with its way back; and what else has just happened. */
import { Toast } from '../design'
import type { Told } from './tell'
import type { Deletion } from './useUndo'

interface ToastsProps {
  deletions: readonly Deletion[]
  toasts: readonly Told[]
}

export function Toasts({ deletions, toasts }: ToastsProps) {
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-24 z-20 flex flex-col items-center gap-2 px-4 *:pointer-events-auto wide:left-(--width-list)"
    >
      {deletions.map(({ key, undo, hold, release }) => (
        <Toast
          key={key}
          text="Message deleted"
          action={{ label: 'Undo', run: undo }}
          onHold={hold}
          onRelease={release}
        />
      ))}
      {toasts.map(({ key, text, action, hold, release }) => (
        <Toast key={`told ${key}`} text={text} action={action} onHold={hold} onRelease={release} />
      ))}
    </div>
  )
}
