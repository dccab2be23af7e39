/** Light or dark: the system's choice unless the user makes one. public/theme.js applies the kept one before the first paint. */
import { useState } from 'react'
import { keep, readKept } from '../../browser'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

function readTheme(): Theme {
  const kept = readKept('theme')
  return THEMES.find(theme => theme === kept) ?? 'system'
}

function applyTheme(theme: Theme): void {
  keep('theme', theme === 'system' ? null : theme)
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(readTheme)
  return [
    theme,
    chosen => {
      applyTheme(chosen)
      setTheme(chosen)
    },
  ]
}
