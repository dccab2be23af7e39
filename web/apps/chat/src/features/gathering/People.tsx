/** Those who are to come: chosen ones above, all others below. */
import type { Person, UserId } from '@webchat/client'
import { X } from 'lucide-react'
import { PeoplePicker } from './PeoplePicker'

interface PeopleProps {
  people: readonly Person[]
  chosen: readonly UserId[]
  onChoose: (chosen: readonly UserId[]) => void
  focused?: boolean
}

/** As many as one command may name. */
export const MOST = 100

export function People({ people, chosen, onChoose, focused = true }: PeopleProps) {
  const toggle = (userId: UserId) =>
    onChoose(chosen.includes(userId) ? chosen.filter(other => other !== userId) : [...chosen, userId])
  const nameOf = (userId: UserId) => people.find(person => person.userId === userId)?.name ?? userId
  return (
    <div className="flex min-h-0 flex-col gap-2">
      {chosen.length > 0 && (
        <ul aria-label="Chosen" className="flex max-h-24 flex-wrap gap-1 overflow-y-auto">
          {chosen.map(userId => (
            <li key={userId} className="max-w-full">
              <button
                type="button"
                onClick={() => toggle(userId)}
                className="flex min-h-8 max-w-full items-center gap-1 rounded-full bg-accent-soft pr-2 pl-3 text-ui text-accent hover:text-accent-strong pointer-coarse:min-h-10"
              >
                <span dir="auto" className="truncate">
                  {nameOf(userId)}
                </span>
                <X size={14} aria-label="Take out" className="shrink-0" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <PeoplePicker
        label="Add people by name"
        people={people}
        focused={focused}
        onFirst={toggle}
        row={({ userId }, face) => (
          <label className="flex min-h-12 items-center gap-3 rounded-control px-2 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-[-2px] has-focus-visible:outline-accent">
            {face}
            <input
              type="checkbox"
              checked={chosen.includes(userId)}
              disabled={!chosen.includes(userId) && chosen.length >= MOST}
              onChange={() => toggle(userId)}
              className="size-4 shrink-0 accent-accent outline-none"
            />
          </label>
        )}
      />
    </div>
  )
}
