/** One line of text with its label and what is to be said about it. */
import { type ComponentProps, type ReactNode, useId } from 'react'
import { classes } from './classes'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  label: string
  onText: (text: string) => void
  /** Below the field; announced when it appears. */
  note?: ReactNode
  invalid?: boolean
  /** At the end of the field, inside of it. */
  end?: ReactNode
}

export function TextField({ label, onText, note, invalid = false, end, ...rest }: TextFieldProps) {
  const { className, ...input } = rest
  const id = useId()
  return (
    <div className={classes('flex flex-col gap-2', className)}>
      <label htmlFor={id} className="text-ui font-medium">
        {label}
      </label>
      <div className="relative grid">
        <input
          id={id}
          dir="auto"
          aria-describedby={`${id}-note`}
          aria-invalid={invalid}
          onChange={event => onText(event.target.value)}
          className={classes(
            'field-type h-12 min-w-0 rounded-card border bg-field px-4 text-ink placeholder:text-muted',
            'outline-offset-0 focus-visible:outline-2',
            end ? 'pr-13' : null,
            invalid ? 'border-danger' : 'border-outline',
          )}
          {...input}
        />
        {end && <div className="absolute inset-y-0 right-1 grid place-items-center">{end}</div>}
      </div>
      <p
        id={`${id}-note`}
        role="status"
        // Where nothing is said there is no room for it.
        className={classes('text-small', note ? 'min-h-10' : '-mt-2', invalid ? 'text-danger' : 'text-muted')}
      >
        {note}
      </p>
    </div>
  )
}
