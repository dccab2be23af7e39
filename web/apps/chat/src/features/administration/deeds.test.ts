import { describe, expect, it } from 'vitest'
import { sentenceFor } from './deeds'

const nameOf = (userId: string) => userId.toUpperCase()
const say = (record: object) =>
  sentenceFor({ number: 1, at: '2026-01-01T00:00:00Z', deed: 'invited', ...record }, nameOf)

describe('what the log says', () => {
  it('is a sentence', () => {
    expect(say({ deed: 'suspended', by: 'anna', userId: 'ben' })).toBe('ANNA suspended BEN')
    expect(say({ deed: 'account-created', by: 'ben', userId: 'ben' })).toBe('BEN got an account')
    expect(say({ deed: 'program-admitted', by: 'ben', detail: 'robot' })).toBe('BEN made a token for “robot”')
    expect(say({ deed: 'admin-granted', userId: 'ben' })).toBe('The server made BEN an administrator')
  })

  it('is the word itself where it is not known', () => {
    expect(say({ deed: 'constructor', by: 'anna', detail: 'x' })).toBe('ANNA · constructor · x')
  })
})
