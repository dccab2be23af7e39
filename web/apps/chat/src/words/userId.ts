/** From a name that people chose to the id that the server knows them by. The same name gives the same id everywhere. */
import type { UserId } from '@webchat/client'
import { tidyName } from './names'

const ID_CHARACTERS = 64

/** Letters that Unicode doesn't take apart, but people do. */
const SPELLED: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** 53 bits of a text as eight or more letters and digits (two rounds of multiply and mix, as cyrb53 does it). */
function fingerprint(text: string): string {
  let one = 0xdeadbeef
  let two = 0x41c6ce57
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    one = Math.imul(one ^ code, 2654435761)
    two = Math.imul(two ^ code, 1597334677)
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
  return (4294967296 * (2097151 & two) + (one >>> 0)).toString(36).padStart(8, '0')
}

/**
 * Lower case, without marks, spaces as `-`. What the alphabet of ids has no letter for is kept as a fingerprint of
 * the whole name, so that names in any script stay apart.
 */
export function userIdFor(name: string): UserId {
  const lower = tidyName(name).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  let kept = ''
  let lost = false
  for (const char of lower) {
    const spelled = SPELLED[char] ?? char
    if (/^[a-z0-9._@:-]+$/.test(spelled)) kept += spelled
    else if (/^\s$/u.test(char)) kept += '-'
    else if (/[\p{L}\p{N}\p{S}]/u.test(char)) lost = true
  }
  const whole = kept.replace(/-+/g, '-').replace(/^-|-$/g, '')
  if (whole !== '' && !lost && whole.length <= ID_CHARACTERS) return whole
  const suffix = `-${fingerprint(lower)}`
  return `${whole.slice(0, ID_CHARACTERS - suffix.length) || 'user'}${suffix}`
}
