/** Finds conversations and people by name; Ctrl+K or ⌘K brings one here. */
import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { IconButton } from '../../design'

interface SearchFieldProps {
  query: string
  onQuery: (query: string) => void
  /** Arrow down: into what was found. */
  onDown: () => void
  /** Enter: opens the first that was found. */
  onEnter: () => void
}

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent)

export function SearchField({ query, onQuery, onDown, onEnter }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') onDown()
    else if (event.key === 'Enter') onEnter()
    else if (event.key === 'Escape') onQuery('')
    else return
    event.preventDefault()
  }
  return (
    <search className="relative block min-w-0 flex-1">
      <Search size={16} className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted" />
      <input
        ref={field}
        type="search"
        dir="auto"
        aria-label="Search conversations and people"
        aria-keyshortcuts="Control+K Meta+K"
        placeholder="Search"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={event => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-type h-9 w-full pointer-fine:text-ui rounded-card bg-hover pr-14 pl-9 outline-offset-0 placeholder:text-muted pointer-coarse:h-11"
      />
      {query ? (
        <IconButton
          label="Clear search"
          onClick={() => {
            onQuery('')
            field.current?.focus()
          }}
          className="absolute! top-0 right-0"
        >
          <X size={16} />
        </IconButton>
      ) : (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 font-sans text-small text-muted pointer-coarse:hidden"
        >
          {MAC ? '⌘K' : 'Ctrl K'}
        </span>
      )}
    </search>
  )
}
