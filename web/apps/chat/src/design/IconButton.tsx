/** A button that is an icon; its label is spoken and shown as a tooltip. */
import type { ComponentProps } from 'react'
import { classes } from './classes'

interface IconButtonProps extends ComponentProps<'button'> {
  label: string
}

export function IconButton({ label, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={classes(
        'min-target grid shrink-0 place-items-center rounded-control text-muted',
        'transition-colors duration-(--appear) hover:bg-hover hover:text-ink active:bg-pressed',
        className,
      )}
      {...rest}
    />
  )
}
