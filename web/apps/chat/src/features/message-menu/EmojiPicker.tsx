/** All emoji that one can react with, in groups, and a search. */
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react'
import { TOUCH, useMediaQuery } from '../../browser'
import { EmojiButton } from './EmojiButton'
import type { EmojiGroup } from './emoji'
import { findEmoji } from './findEmoji'
import { moveFocus } from './neighbour'

interface EmojiPickerProps {
  chosen: ReadonlySet<string>
  onPick: (emoji: string) => void
}

export function EmojiPicker({ chosen, onPick }: EmojiPickerProps) {
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query)
  const groups = useMemo(() => findEmoji(asked), [asked])
  const touch = useMediaQuery(TOUCH)
  const grid = useRef<HTMLDivElement>(null)
  const onSearchKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const first = grid.current?.querySelector('button')
    if (event.key === 'ArrowDown') first?.focus()
    else if (event.key === 'Enter') query && first?.click()
    else return
    event.preventDefault()
  }
  return (
    <div className="flex h-[min(360px,60vh)] w-82 max-w-full flex-col gap-1 pointer-coarse:h-[calc(var(--viewport-height,100dvh)*0.6)] pointer-coarse:w-full">
      <input
        type="search"
        dir="auto"
        aria-label="Search emoji"
        placeholder="Search"
        autoComplete="off"
        // On touch screens the keyboard would cover what one came to see.
        // biome-ignore lint/a11y/noAutofocus: it was asked for
        autoFocus={!touch}
        value={query}
        onChange={event => setQuery(event.target.value)}
        onKeyDown={onSearchKey}
        className="field-type m-1 h-9 shrink-0 pointer-fine:text-ui rounded-control bg-hover px-3 outline-offset-0 placeholder:text-muted pointer-coarse:h-11"
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside have the focus; this hears the arrow keys */}
      <div
        ref={grid}
        onKeyDown={event => moveFocus(event.currentTarget, event.key) && event.preventDefault()}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain"
      >
        {groups.map((group, index) => (
          <Group key={group.title} group={group} first={index === 0} chosen={chosen} onPick={onPick} />
        ))}
        {groups.length === 0 && (
          <p role="status" className="p-6 text-center text-ui text-pretty text-muted">
            No emoji found. You can also paste one into the search.
          </p>
        )}
      </div>
    </div>
  )
}

interface GroupProps extends EmojiPickerProps {
  group: EmojiGroup
  first: boolean
}

function Group({ group: { title, emoji: all }, first, chosen, onPick }: GroupProps) {
  return (
    <section aria-label={title} className="pb-2">
      <h3 className="px-2 pt-1 pb-1 text-small font-medium text-muted">{title}</h3>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(var(--target),1fr))]">
        {all.map(({ emoji, name }, index) => (
          <EmojiButton
            key={emoji}
            emoji={emoji}
            name={name}
            chosen={chosen.has(emoji)}
            reachable={first && index === 0}
            onPick={onPick}
          />
        ))}
      </div>
    </section>
  )
}
