/** How much may be said at once, and when to speak about it. */

export const TEXT_CHARACTERS = 10_000
/** From here on the remaining number is shown. */
const NEAR = 500

/** What is sent: without blank lines before it and space after it; indentation stays. */
export function messageText(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd()
}

export interface Room {
  readonly canSend: boolean
  readonly tooLong: boolean
  /** To be shown near the limit and beyond; null while there is plenty of room. */
  readonly words: string | null
}

/** `advice`: what one can do when it is too much. */
export function roomFor(text: string, advice = ''): Room {
  const said = messageText(text)
  // A string is at least half as many characters as units, so short ones need no counting.
  const left = said.length < TEXT_CHARACTERS - NEAR ? TEXT_CHARACTERS : TEXT_CHARACTERS - [...said].length
  const number = new Intl.NumberFormat().format(Math.abs(left))
  if (left < 0) {
    const characters = left === -1 ? 'character' : 'characters'
    return { canSend: false, tooLong: true, words: `${number} ${characters} too many. ${advice}`.trim() }
  }
  return {
    canSend: said.trim() !== '',
    tooLong: false,
    words: left <= NEAR ? `${number} left` : null,
  }
}
