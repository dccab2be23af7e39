/** A button inside a sentence. */
import type { ComponentProps } from 'react'
import { classes } from './classes'

export function TextButton({ className, type = 'button', ...rest }: ComponentProps<'button'>) {
  return (
    <button
      type={type}
      className={classes(
        'relative rounded-tail font-medium underline decoration-1 underline-offset-3',
        'decoration-current/40 hover:decoration-current',
        // The finger's target is larger than the words, without moving the line.
        'pointer-coarse:after:absolute pointer-coarse:after:-inset-x-2 pointer-coarse:after:-inset-y-3',
        className,
      )}
      {...rest}
    />
  )
}
