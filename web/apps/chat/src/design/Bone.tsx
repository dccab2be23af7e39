/** A piece of a skeleton: the shape of what is still to come. */
import { classes } from './classes'

export function Bone({ className }: { className: string }) {
  return <span aria-hidden="true" className={classes('block animate-breathe bg-bone', className)} />
}
