import { describe, expect, it } from 'vitest'
import { isEmojiOnly, isLong, splitText } from './text'

const links = (text: string) => splitText(text).flatMap(({ text: shown, href }) => (href ? [shown] : []))

describe('links', () => {
  it.each([
    ['see https://example.org.', ['https://example.org']],
    ['(https://example.org/a)', ['https://example.org/a']],
    [
      'https://en.wikipedia.org/wiki/Lake_(disambiguation), yes',
      ['https://en.wikipedia.org/wiki/Lake_(disambiguation)'],
    ],
    ['http://a.example https://b.example/?q=1&r=2#x!', ['http://a.example', 'https://b.example/?q=1&r=2#x']],
    ['https://bücher.example/straße', ['https://bücher.example/straße']],
  ])('are found in %s', (text, expected) => expect(links(text)).toEqual(expected))

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.org',
    'https://',
    'http:// x',
    'example.org',
  ])('are not made of %s', text => expect(links(text)).toEqual([]))

  it('leave every character of the text in its place', () => {
    const text = 'a https://example.org/x. b\n\nhttp://b.example?c <script>'
    expect(
      splitText(text)
        .map(part => part.text)
        .join(''),
    ).toBe(text)
  })
})

describe('emoji', () => {
  it.each(['👍', '🎉🎉', '👩‍👩‍👧‍👦 ❤️', '🇩🇪', '👋🏽', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'])('alone are large: %s', text =>
    expect(isEmojiOnly(text)).toBe(true),
  )
  it.each(['', ' ', '1', 'ok 👍', '👍\n👍', '🎉'.repeat(7), '#', 'ありがとう'])('are not alone in %j', text =>
    expect(isEmojiOnly(text)).toBe(false),
  )
})

describe('long texts', () => {
  it('are folded by length or by lines', () => {
    expect(isLong('x'.repeat(10_000))).toBe(true)
    expect(isLong('x\n'.repeat(30))).toBe(true)
    expect(isLong('a few words\n'.repeat(5))).toBe(false)
  })
})
