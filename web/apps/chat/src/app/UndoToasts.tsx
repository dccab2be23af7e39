/** What was just deleted, with its way back. */
import { Toast } from '../design'
import type { Deletion } from './useUndo'

export function UndoToasts({ pending }: { pending: readonly Deletion[] }) {
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-24 flex flex-col items-center gap-2 px-4 *:pointer-events-auto wide:left-(--width-list)"
    >
      {pending.map(({ key, undo, hold, release }) => (
        <Toast
          key={key}
          text="Message deleted"
          action={{ label: 'Undo', run: undo }}
          onHold={hold}
          onRelease={release}
        />
      ))}
    </div>
  )
}
