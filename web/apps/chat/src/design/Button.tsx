/** A button that says what it does, in three weights. */
import type { ComponentProps } from 'react'
import { classes } from './classes'

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  quiet: 'text-ink-soft hover:bg-hover active:bg-pressed',
  danger: 'text-danger hover:bg-hover active:bg-pressed hover:text-danger-strong',
}

interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof LOOKS
}

export function Button({ look = 'quiet', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={classes(
        'inline-flex min-h-(--target) items-center justify-center gap-2 rounded-control px-4 text-ui font-medium',
        'transition-colors duration-(--appear) disabled:pointer-events-none disabled:bg-pressed disabled:text-muted',
        LOOKS[look],
        className,
      )}
      {...rest}
    />
  )
}
