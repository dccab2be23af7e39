/** What stands beside a bubble: its time, the mark of being on its way, and what can be done with it. */
import { Clock, Trash2 } from 'lucide-react'
import { classes } from '../../design'
import { clockTime, exactTime } from '../../words'
import type { Row } from './rows'

interface AsideProps {
  row: Row
  /** Whether the time shows without being asked for. */
  timed: boolean
  /** Leaves phones more room for the words; the time stands elsewhere then. */
  narrow: boolean
  active: boolean
  atEnd: boolean
  /** Null when there is nothing to delete. */
  onDelete: (() => void) | null
}

const ON_REQUEST =
  'opacity-0 group-hover/message:opacity-100 group-focus-within/message:opacity-100 group-focus/message:opacity-100 group-data-active/message:opacity-100'

/** Its room is always there, so that nothing moves when it fills. */
export function Aside({ row: { item }, timed, narrow, active, atEnd, onDelete }: AsideProps) {
  const pending = item.delivery.state === 'pending'
  return (
    <div
      className={classes(
        'flex h-(--height-line) shrink-0 items-center gap-1 self-end wide:w-26',
        narrow ? 'w-11' : 'w-16',
        atEnd ? 'flex-row-reverse' : 'flex-row',
      )}
    >
      {pending ? (
        <Clock size={14} aria-label="Sending" role="img" className="m-1 shrink-0 animate-appear text-muted" />
      ) : (
        <time
          dateTime={item.createdAt}
          title={exactTime(item.createdAt)}
          className={classes(
            'shrink-0 px-1 py-1.5 text-small whitespace-nowrap text-muted tabular-nums transition-opacity duration-(--appear)',
            !timed && ON_REQUEST,
            narrow && 'max-wide:hidden',
            onDelete &&
              'max-wide:group-focus-within/message:hidden max-wide:group-data-active/message:hidden',
          )}
        >
          {clockTime(item.createdAt)}
        </time>
      )}
      {onDelete && (
        <button
          type="button"
          aria-label="Delete message"
          title="Delete message"
          tabIndex={active ? 0 : -1}
          onClick={event => {
            // The button goes away, and the focus must not go with it.
            event.currentTarget.closest('article')?.focus()
            onDelete()
          }}
          className={classes(
            'grid size-8 shrink-0 place-items-center rounded-control text-muted transition-opacity duration-(--appear)',
            'hover:bg-hover hover:text-danger pointer-coarse:size-10',
            ON_REQUEST,
          )}
        >
          <Trash2 size={16} />
        </button>
      )}
    </div>
  )
}
