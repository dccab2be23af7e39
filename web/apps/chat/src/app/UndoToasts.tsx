/** What was just deleted, with its way back. */
import { Toast } from '../design'
import type { Undoable } from './useUndo'

/** As long as a removal can be undone. */
const UNDO_MS = 5_000

export function UndoToasts({ pending }: { pending: readonly Undoable[] }) {
  return (
    <div
      aria-live="polite"
      className="pointer-events-none absolute inset-x-0 bottom-24 flex flex-col items-center gap-2 px-4 *:pointer-events-auto"
    >
      {pending.map(({ key, undo, forget }) => (
        <Toast
          key={key}
          text="Message deleted"
          action={{ label: 'Undo', run: undo }}
          stays={UNDO_MS}
          onGone={forget}
        />
      ))}
    </div>
  )
}
