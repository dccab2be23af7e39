/** System, light or dark. */
import { useId } from 'react'
import { THEMES, useTheme } from './theme'

const LABELS = { system: 'System', light: 'Light', dark: 'Dark' }

export function ThemeChoice() {
  const [theme, setTheme] = useTheme()
  const name = useId()
  return (
    <fieldset className="flex rounded-control bg-hover p-1">
      <legend className="sr-only">Theme</legend>
      {THEMES.map(option => (
        <label
          key={option}
          className="relative grid min-h-8 flex-1 place-items-center rounded-tail text-ui text-muted has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-10"
        >
          <input
            type="radio"
            name={name}
            value={option}
            checked={theme === option}
            onChange={() => setTheme(option)}
            className="absolute inset-0 opacity-0"
          />
          {LABELS[option]}
        </label>
      ))}
    </fieldset>
  )
}
