/** What is in a text: links, and nothing but emoji. */

export interface TextPart {
  /** Where in the text it begins. */
  readonly at: number
  readonly text: string
  /** Null for what is no link. */
  readonly href: string | null
}

const LINK = /https?:\/\/[^\s<>"“”]+/giu
const CLOSING: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

function count(text: string, char: string): number {
  return text.split(char).length - 1
}

/** A link ends before the punctuation of the sentence around it, but keeps the brackets that it opened itself. */
function trimEnd(link: string): string {
  let end = link
  for (;;) {
    const last = end.at(-1) ?? ''
    const opening = CLOSING[last]
    const unbalanced = opening !== undefined && count(end, last) > count(end, opening)
    if (!unbalanced && !/[.,;:!?'’…*_]/u.test(last)) return end
    end = end.slice(0, -1)
  }
}

function safeHref(link: string): string | null {
  if (!URL.canParse(link)) return null
  const { protocol, hostname, href } = new URL(link)
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' ? href : null
}

export function splitText(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(LINK)) {
    const link = trimEnd(match[0])
    const href = safeHref(link)
    if (!href) continue
    if (match.index > end) parts.push({ at: end, text: text.slice(end, match.index), href: null })
    parts.push({ at: match.index, text: link, href })
    end = match.index + link.length
  }
  if (end < text.length) parts.push({ at: end, text: text.slice(end), href: null })
  return parts
}

/** Pictures, what modifies them, and what joins them: skin tones, flags, zero-width joiner, variation and keycap signs. */
const EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\u20e3|[\u{e0020}-\u{e007f}]|\s)+$/u
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const FEW = 6

/** Whether a text is a few emoji and nothing else. */
export function isEmojiOnly(text: string): boolean {
  if (text.length > FEW * 16 || !EMOJI.test(text) || text.includes('\n')) return false
  return [...graphemes.segment(text.replace(/\s/g, ''))].length <= FEW && text.trim() !== ''
}

const LONG_CHARACTERS = 1_600
const LONG_LINES = 24

/** Whether a text is shown folded at first. */
export function isLong(text: string): boolean {
  return text.length > LONG_CHARACTERS || count(text, '\n') >= LONG_LINES
}
