/** What all parts of the administration are given. */
import type { UserId } from '@webchat/client'
import type { Administration } from '@webchat/client/administration'

export interface PartProps {
  readonly api: Administration
  /** Who administers. */
  readonly me: UserId
  /** The server says that nobody is signed in. */
  readonly onSignedOut: () => void
}

/** A link as one sends it to somebody. */
export function wholeLink(path: string): string {
  return location.origin + path
}
