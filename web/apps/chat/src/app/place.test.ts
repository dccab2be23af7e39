import type { Person } from '@webchat/client'
import { describe, expect, it } from 'vitest'
import { findPlace } from './place'

const person = (userId: string, name: string): Person => ({
  userId,
  name,
  status: 'online',
  lastSeenAt: null,
})
const state = { me: person('alice', 'Alice'), conversations: [], people: [person('bob', 'Bob')] }

describe('an address', () => {
  it('may point at a conversation that has not begun', () => {
    expect(findPlace(state, 'alice~bob')).toMatchObject({ title: 'Bob', summary: null })
    expect(findPlace(state, 'alice~stranger')).toMatchObject({ title: 'stranger' })
    expect(findPlace(state, 'alice~alice')).toMatchObject({ title: 'Notes to yourself' })
    expect(findPlace(state, 'general')).toMatchObject({ title: 'General', peer: null })
  })

  it('points at nothing where one does not belong', () => {
    for (const id of ['bob~carol', 'random', '', 'alice~bob~carol']) expect(findPlace(state, id)).toBe(null)
  })
})
