import type { Person } from '@webchat/client'
import { expect, it } from 'vitest'
import { findPeople, nameOfPeople } from './findPeople'

const person = (name: string, userId = name.toLowerCase()): Person => ({
  userId,
  name,
  status: 'online',
  lastSeenAt: null,
})

it('finds people by name or id, whatever the marks and case', () => {
  const people = [person('Jonas Åhlgren', 'jonas'), person('Mei', 'mei-2')]
  expect(findPeople(people, 'ahl').people).toEqual([people[0]])
  expect(findPeople(people, 'MEI-2').people).toEqual([people[1]])
  expect(findPeople(people, ' ').people).toEqual(people)
})

it('shows fifty and counts the rest', () => {
  const people = Array.from({ length: 60 }, (_, index) => person(`P ${index}`, `p-${index}`))
  const { people: shown, more } = findPeople(people, '')
  expect([shown.length, more]).toEqual([50, 10])
})

it('calls a group after those who are in it, as many as fit', () => {
  expect(nameOfPeople(['Bob', 'Carol'], 64)).toBe('Bob and Carol')
  expect(nameOfPeople(['Bob'], 64)).toBe('Bob')
  expect(nameOfPeople(['Bob', 'Carol', 'Dmitri Volkov'], 20)).toBe('Bob and 2 more')
  expect(nameOfPeople(['x'.repeat(64), 'y'.repeat(64)], 64)).toBe('x'.repeat(64))
})
