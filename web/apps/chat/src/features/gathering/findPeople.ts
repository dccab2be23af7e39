/** People by what one types of their name or id. */
import type { Person } from '@webchat/client'
import { folded } from '../../words'

/** More are found by typing more. */
const SHOWN = 50

export interface Found {
  readonly people: readonly Person[]
  /** How many more there are. */
  readonly more: number
}

export function findPeople(people: readonly Person[], query: string): Found {
  const words = folded(query.trim())
  const found = people.filter(
    ({ name, userId }) => folded(name).includes(words) || folded(userId).includes(words),
  )
  return { people: found.slice(0, SHOWN), more: Math.max(0, found.length - SHOWN) }
}

/** What a group is called when nobody says: those who are in it, as many as fit. */
export function nameOfPeople(names: readonly string[], limit: number): string {
  const list = new Intl.ListFormat('en-GB')
  for (let count = names.length; count > 0; count--) {
    const left = names.length - count
    const name = list.format([...names.slice(0, count), ...(left > 0 ? [`${left} more`] : [])])
    if ([...name].length <= limit) return name
  }
  return [...(names[0] ?? 'Group')].slice(0, limit).join('')
}
