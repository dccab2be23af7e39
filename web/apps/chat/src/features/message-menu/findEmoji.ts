/** Finds emoji by what they are called. What is an emoji itself is found too, whether or not it is in the list. */
import { type Emoji, type EmojiGroup, GROUPS } from './emoji'

/** Every sequence that is shown as one picture, as the browser knows them. */
const SEQUENCE = String.raw`^\p{RGI_Emoji}$`
const ONE = new RegExp(SEQUENCE, 'v')

const all = GROUPS.flatMap(({ emoji }) => emoji)

function matches({ name, keywords }: Emoji, words: readonly string[]): boolean {
  const called = `${name} ${keywords}`.toLowerCase().split(/[\s,]+/)
  return words.every(word => called.some(part => part.startsWith(word)))
}

/** Everything where nothing is looked for; no group where nothing is found. */
export function findEmoji(query: string): readonly EmojiGroup[] {
  const asked = query.trim()
  if (asked === '') return GROUPS
  const known = all.filter(({ emoji }) => emoji === asked)
  const typed =
    known.length === 0 && ONE.test(asked) ? [{ emoji: asked, name: 'this emoji', keywords: '' }] : []
  const words = asked.toLowerCase().split(/\s+/)
  const found = [...known, ...typed, ...all.filter(emoji => matches(emoji, words))]
  return found.length > 0 ? [{ title: 'Found', emoji: found }] : []
}
