/** What a generated avatar shows: a hue that belongs to the id, and the letters of the name. */

/** Far enough apart that neighbours are told apart; none close to the red of errors. */
const HUES = [42, 58, 78, 105, 130, 150, 168, 190, 212, 232, 250, 268, 288, 308, 330, 350]

function hash(text: string): number {
  let value = 2166136261
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 16777619)
  // Short ids differ in few bits; spread them before a small number is taken of them.
  value = Math.imul(value ^ (value >>> 16), 2246822507)
  value = Math.imul(value ^ (value >>> 13), 3266489909)
  return (value ^ (value >>> 16)) >>> 0
}

export function faceHue(id: string): number {
  return HUES[hash(id) % HUES.length] ?? 0
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function firstGrapheme(word: string): string {
  for (const { segment } of graphemes.segment(word)) return segment
  return ''
}

/**
 * Two initials of a name in several words, one of a single word; signs that aren't letters are skipped. Scripts
 * without capitals get one: their letters would join, or fill the face as whole words.
 */
export function initials(name: string): string {
  const words = name.split(/[\s._@:-]+/u).filter(Boolean)
  const speaking = words.filter(word => /^[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word))
  const chosen = speaking.length > 0 ? speaking : words
  const first = firstGrapheme(chosen[0] ?? '').toLocaleUpperCase()
  const last = chosen.length > 1 ? firstGrapheme(chosen.at(-1) ?? '').toLocaleUpperCase() : ''
  return /^\p{Lu}\p{Lu}$/u.test(first + last) ? first + last : first || '?'
}
