/** What the tabs of one browser say to each other: types, checks, and the names under which they find each other. */
import { type Check, list, maybe, number, object, text } from '../event'

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

const KINDS: Readonly<Record<Post['kind'], Check>> = {
  attach: object({ hello: text }),
  up: object({ to: text, frame: text }),
  bye: () => true,
  led: () => true,
  here: object({ to: text }),
  welcome: object({ to: text, frames: list(text) }),
  down: object({ to: to => to === null || text(to), frame: text }),
  gone: object({ code: number, reason: text }),
}
const isSigned = object({ from: text, kind: kind => text(kind) && Object.hasOwn(KINDS, kind as string) })

/** What was heard, if it is a post. */
export function asPost(value: unknown): Post | null {
  return isSigned(value) && KINDS[(value as Post).kind](value) ? (value as Post) : null
}

/** The frame that says who is on a socket. */
export interface Hello {
  readonly type: 'register'
  readonly userId: string
  readonly protocol: number
  readonly name?: string
  readonly cursors?: { readonly epoch: string; readonly after: Readonly<Record<string, number>> }
}

const isPlaces: Check = after => object({})(after) && list(number)(Object.values(after as object))
const isHello = object({
  type: type => type === 'register',
  userId: text,
  protocol: number,
  name: maybe(text),
  cursors: maybe(object({ epoch: text, after: isPlaces })),
})

/** What a frame says of who is there; null if it is no registration that can be shared. */
export function asHello(frame: string): Hello | null {
  const said = read(frame)
  return isHello(said) ? (said as Hello) : null
}

/** A frame as what it says; null if it says nothing. */
export function read(frame: string): object | null {
  try {
    const said: unknown = JSON.parse(frame)
    return typeof said === 'object' ? said : null
  } catch {
    return null
  }
}

/** Same server, same user, same words: one socket. */
export function groupName(url: string, { userId, protocol }: Hello): string {
  return `webchat tabs ${VERSION} ${url} ${userId} ${protocol}`
}

/** The lock that a member holds as long as it lives. */
export const lifeOf = (group: string, member: string): string => `${group} ${member}`

/** A close that makes the client come back without waiting: `retry-after-ms` is what servers say too. */
export const AGAIN = { code: 1012, reason: 'retry-after-ms=0' } as const
