import { describe, expect, it } from 'vitest'
import { userIdFor } from './userId'

const ID = /^[A-Za-z0-9._@:-]{1,64}$/

describe('the id made from a name', () => {
  it.each([
    ['Anna', 'anna'],
    ['  Anna   Maria ', 'anna-maria'],
    ['José Ñandú', 'jose-nandu'],
    ['Jürgen Groß', 'jurgen-gross'],
    ['anna@example.org', 'anna@example.org'],
    ["O'Brien", 'obrien'],
    ['Łukasz Øst', 'lukasz-ost'],
    ['ＡＢＣ', 'abc'],
  ])('spells %s as %s', (name, id) => expect(userIdFor(name)).toBe(id))

  it.each([
    'Анна',
    '李雷',
    'محمد',
    '🦊',
    '…',
    'Anna 李',
    '~',
    'ﷺ'.repeat(64),
    'x'.repeat(64),
    '😀'.repeat(64),
  ])('is valid and stable for %s', name => {
    expect(userIdFor(name)).toMatch(ID)
    expect(userIdFor(name)).toBe(userIdFor(name))
  })

  it('keeps names apart that the alphabet has no letters for', () => {
    const ids = ['Анна', 'Инна', '李雷', '李 雷', '韩梅梅', '🦊', '🐻', 'Anna 李', 'Anna 王', 'Anna'].map(
      userIdFor,
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('does not tell upper from lower case, nor composed from decomposed', () => {
    expect(userIdFor('АННА')).toBe(userIdFor('анна'))
    expect(userIdFor('Zoe\u0308')).toBe(userIdFor('Zoë'))
  })
})
