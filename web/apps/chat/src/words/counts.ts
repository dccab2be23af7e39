/** Numbers as they are shown. */

/** The wire counts unread messages up to 100, which means "more than 99". */
export function shortCount(count: number): string {
  return count > 99 ? '99+' : String(count)
}

export function members(count: number): string {
  return count === 1 ? '1 member' : `${count} members`
}

export function messages(count: number): string {
  return count === 1 ? '1 message' : `${shortCount(count)} messages`
}
