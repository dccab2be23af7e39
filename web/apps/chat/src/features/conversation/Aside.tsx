/** What stands beside a bubble: its time, whether it was edited, the mark of being on its way, and its actions. */
import { Clock } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from '../../design'
import { clockTime, exactTime } from '../../words'
import { ON_REQUEST } from './request'
import type { Row } from './rows'

interface AsideProps {
  row: Row
  /** Whether the time shows without being asked for. */
  timed: boolean
  /** Leaves phones more room for the words; the time stands elsewhere then. */
  narrow: boolean
  atEnd: boolean
  /** What can be done with the message. */
  children: ReactNode
}

/** Its room is always there, so that nothing moves when it fills. */
function roomFor(edited: boolean, narrow: boolean): string {
  if (edited)
    return classes(
      narrow ? 'min-w-12' : 'min-w-22',
      'pointer-fine:max-[999px]:min-w-30 min-[1000px]:min-w-54',
    )
  return classes(narrow ? 'min-w-11' : 'min-w-16', 'pointer-fine:max-[999px]:min-w-26 min-[1000px]:min-w-43')
}

/** Where there is no room for the actions in the same line they are in one above. */
export function Aside({ row: { item }, timed, narrow, atEnd, children }: AsideProps) {
  const { createdAt, editedAt, delivery, change } = item
  const edited = editedAt !== undefined && !item.deleted
  const saving = change?.delivery.state === 'pending' && change.command.type !== 'delete'
  return (
    <div
      className={classes(
        'flex h-(--height-line) flex-1 flex-wrap-reverse content-start self-end *:h-(--height-line)',
        roomFor(edited, narrow),
        atEnd && 'flex-row-reverse',
      )}
    >
      <div
        className={classes(
          'flex shrink-0 items-center gap-1.5 px-1 text-small whitespace-nowrap text-muted tabular-nums',
          atEnd && 'flex-row-reverse',
        )}
      >
        {edited && <Edited at={editedAt} />}
        {delivery.state === 'pending' && <OnItsWay label="Sending" />}
        {saving && <OnItsWay label="Saving" patient />}
        {delivery.state !== 'pending' && (
          <time
            dateTime={createdAt}
            title={exactTime(createdAt)}
            className={classes(
              'py-1.5 transition-opacity duration-(--appear)',
              !timed && ON_REQUEST,
              narrow && 'max-wide:hidden',
            )}
          >
            {clockTime(createdAt)}
          </time>
        )}
      </div>
      {children}
    </div>
  )
}

function Edited({ at }: { at: string }) {
  return (
    <time dateTime={at} title={`Edited ${exactTime(at)}`} className="py-1.5">
      edited<span className="sr-only"> {exactTime(at)}</span>
    </time>
  )
}

/** `patient`: what was there before shows the change already, so the mark is for when it takes a while. */
function OnItsWay({ label, patient }: { label: string; patient?: boolean }) {
  return (
    <Clock
      size={14}
      aria-label={label}
      role="img"
      className={classes('shrink-0 animate-appear', patient && '[animation-delay:600ms]')}
    />
  )
}
