/** One line of text with its label and what is to be said about it. */
import { type ComponentProps, type ReactNode, useId } from 'react'
import { classes } from './classes'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  label: string
  onText: (text: string) => void
  /** Below the field; announced when it appears. */
  note?: ReactNode
  invalid?: boolean
}

export function TextField({ label, onText, note, invalid = false, className, ...rest }: TextFieldProps) {
  const id = useId()
  return (
    <div className={classes('flex flex-col gap-2', className)}>
      <label htmlFor={id} className="text-ui font-medium">
        {label}
      </label>
      <input
        id={id}
        dir="auto"
        aria-describedby={`${id}-note`}
        aria-invalid={invalid}
        onChange={event => onText(event.target.value)}
        className={classes(
          'field-type h-12 rounded-card border bg-field px-4 text-ink placeholder:text-muted',
          'outline-offset-0 focus-visible:outline-2',
          invalid ? 'border-danger' : 'border-outline',
        )}
        {...rest}
      />
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
