import { describe, expect, it } from 'vitest'
import { GROUPS } from './emoji'
import { findEmoji } from './findEmoji'

const found = (query: string) => findEmoji(query).flatMap(({ emoji }) => emoji.map(one => one.emoji))

describe('the emoji', () => {
  const all = GROUPS.flatMap(({ emoji }) => emoji)

  it('are there once each, with a name', () => {
    expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length)
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    for (const { emoji, name } of all) expect(name, emoji).toMatch(/^\p{L}[\p{L}\d' -]+$/u)
  })

  it('are what browsers show as one picture', () => {
    const sequence = String.raw`^\p{RGI_Emoji}$`
    const one = new RegExp(sequence, 'v')
    for (const { emoji } of all) expect(emoji).toMatch(one)
  })
})

describe('looking for an emoji', () => {
  it('finds all of them where nothing is asked for', () => {
    expect(findEmoji('  ')).toBe(GROUPS)
  })

  it('finds them by the beginnings of the words they are called by', () => {
    expect(found('Thumbs U')).toEqual(['👍'])
    expect(found('ship')).toEqual(['🚀', '🚢'])
    expect(found('umbs')).toEqual([])
  })

  it('finds one that is typed or pasted, also when it is not in the list', () => {
    expect(found('👍')).toEqual(['👍'])
    expect(found('🏳️‍🌈')).toEqual(['🏳️‍🌈'])
    expect(found('👍👍')).toEqual([])
  })
})
