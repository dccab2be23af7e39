/** How long a disk is waited for. */
import { type Environment, idle } from '../environment'

/** Nobody waits longer; the server is asked instead. */
const PATIENCE_MS = 2_000

/** Null if it takes too long, or fails. */
export async function soon<Value>(environment: Environment, promise: Promise<Value>): Promise<Value | null> {
  let cancel = idle
  const late = new Promise<null>(resolve => {
    cancel = environment.after(PATIENCE_MS, () => resolve(null))
  })
  const first = await Promise.race([promise.catch(() => null), late])
  cancel()
  return first
}
