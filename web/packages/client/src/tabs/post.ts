/** What the tabs of one browser say to each other: types, and the names under which they find each other. */

export type Post = { readonly from: string } & (
  | { readonly kind: 'attach'; readonly hello: string }
  | { readonly kind: 'up'; readonly to: string; readonly frame: string }
  | { readonly kind: 'bye' }
  /** This one leads now. */
  | { readonly kind: 'led' }
  /** The leader has heard. */
  | { readonly kind: 'here'; readonly to: string }
  /** The connection is there, and this is how it began. */
  | { readonly kind: 'welcome'; readonly to: string; readonly frames: readonly string[] }
  | { readonly kind: 'down'; readonly to: string | null; readonly frame: string }
  /** The leader's socket was closed, and with it everybody's. */
  | { readonly kind: 'gone'; readonly code: number; readonly reason: string }
)

/** Raised when the posts change: pages of before and after an update don't share a socket. */
const VERSION = 1

/** The frame that says who is on a socket. */
export interface Hello {
  readonly userId: string
  readonly protocol: number
  readonly name?: string
  readonly cursors?: { readonly epoch: string; readonly after: Readonly<Record<string, number>> }
}

/** What a frame says of who is there; null if it is no registration that can be shared. */
export function asHello(frame: string): Hello | null {
  const said = JSON.parse(frame) as Partial<Hello> & { type?: string }
  return said.type === 'register' && said.userId && said.protocol ? (said as Hello) : null
}

/** Same server, same user, same words: one socket. */
export function groupName(url: string, { userId, protocol }: Hello): string {
  return `webchat tabs ${VERSION} ${url} ${userId} ${protocol}`
}

/** The lock that a member holds as long as it lives. */
export const lifeOf = (group: string, member: string): string => `${group} ${member}`

/** A close that makes the client come back without waiting: `retry-after-ms` is what servers say too. */
export const AGAIN = { code: 1012, reason: 'retry-after-ms=0' } as const
