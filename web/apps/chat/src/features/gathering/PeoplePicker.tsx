/** Chooses people: type a part of a name, tick who is meant. */
import type { Person, UserId } from '@webchat/client'
import { Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useNow } from '../../browser'
import { PersonRow } from '../../design/PersonRow'
import { presenceWords } from '../../words'
import { findPeople } from './findPeople'

interface PeoplePickerProps {
  label: string
  people: readonly Person[]
  /** What stands for a person: something to tick, or to press. */
  row: (person: Person, face: ReactNode) => ReactNode
  /** Whether one begins by typing here. */
  focused?: boolean
  /** Enter: the first that was found. */
  onFirst: (userId: UserId) => void
}

const MINUTE = 60_000

export function PeoplePicker({ label, people, row, focused = true, onFirst }: PeoplePickerProps) {
  const [query, setQuery] = useState('')
  const now = useNow(MINUTE)
  const found = findPeople(people, query)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    const [first] = found.people
    if (first && query.trim() !== '') onFirst(first.userId)
    setQuery('')
  }
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <div className="relative">
        <Search
          size={16}
          className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
        />
        <input
          type="search"
          dir="auto"
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: choosing is what was asked for
          autoFocus={focused}
          value={query}
          onChange={event => setQuery(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-type h-10 w-full rounded-card bg-hover pr-3 pl-9 outline-offset-0 placeholder:text-muted pointer-coarse:h-11 pointer-fine:text-ui"
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it can be reached by keyboard */}
      <ul aria-label="People" tabIndex={0} className="-mx-2 h-56 overflow-y-auto overscroll-contain px-0">
        {found.people.map(person => (
          <li key={person.userId}>
            {row(person, <PersonRow person={person} note={presenceWords(person, now)} />)}
          </li>
        ))}
        {found.people.length === 0 && <Nobody query={query} someone={people.length > 0} />}
        {found.more > 0 && (
          <li className="px-2 py-2 text-small text-muted">{found.more} more. Type a part of the name.</li>
        )}
      </ul>
    </div>
  )
}

function Nobody({ query, someone }: { query: string; someone: boolean }) {
  return (
    <li className="px-2 py-6 text-center text-ui text-balance wrap-anywhere text-muted">
      {someone ? `Nobody here is called “${query.trim()}”.` : 'There is nobody else to choose.'}
    </li>
  )
}
