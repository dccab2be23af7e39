/** What was just deleted, with its way back. */
import { Toast } from '../design'
import type { Deletion } from './useUndo'

/** As long as a removal can be undone. */
const UNDO_MS = 5_000

export function UndoToasts({ pending }: { pending: readonly Deletion[] }) {
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-24 flex flex-col items-center gap-2 px-4 *:pointer-events-auto wide:left-(--width-list)"
    >
      {pending.map(({ key, tooLate, undo, forget }) => (
        <Toast
          key={key}
          text={tooLate ? 'Too late, it is deleted' : 'Message deleted'}
          action={tooLate ? null : { label: 'Undo', run: undo }}
          stays={UNDO_MS}
          onGone={forget}
        />
      ))}
    </div>
  )
}
