/** Some lines of text with their label and what is to be said about them. */
import { type ComponentProps, type ReactNode, useId } from 'react'
import { classes } from './classes'

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange'> {
  label: string
  onText: (text: string) => void
  /** In characters; how many are left is said when there are few. */
  limit: number
  note?: ReactNode
}

export function TextArea({ label, onText, limit, note, value, rows = 3, ...rest }: TextAreaProps) {
  const id = useId()
  const left = limit - [...String(value).trim()].length
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="text-ui font-medium">
        {label}
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={rows}
        value={value}
        aria-describedby={`${id}-note`}
        aria-invalid={left < 0}
        onChange={event => onText(event.target.value)}
        className={classes(
          'field-type resize-none rounded-card border bg-field px-4 py-3 text-ink placeholder:text-muted',
          'outline-offset-0 focus-visible:outline-2',
          left < 0 ? 'border-danger' : 'border-outline',
        )}
        {...rest}
      />
      <p
        id={`${id}-note`}
        className={classes('flex justify-between gap-4 text-small', left < 0 ? 'text-danger' : 'text-muted')}
      >
        <span>{note}</span>
        {left <= limit / 5 && (
          <span className="shrink-0 tabular-nums">{left < 0 ? `${-left} too many` : `${left} left`}</span>
        )}
      </p>
    </div>
  )
}
