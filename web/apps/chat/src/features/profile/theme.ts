/** Light or dark: the system's choice unless the user makes one. public/theme.js applies the kept one before the first paint. */
import { useState } from 'react'
import { keep, readKept } from '../../browser'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

function readTheme(): Theme {
  const kept = readKept('theme')
  return THEMES.find(theme => theme === kept) ?? 'system'
}

/** The colour that phones give to the edges of their screen. */
function applyToBrowser(theme: Theme): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    const own = meta.dataset.theme
    const forced = own === theme ? 'all' : 'not all'
    meta.media = theme === 'system' ? `(prefers-color-scheme: ${own})` : forced
  }
}

function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  applyToBrowser(theme)
}

export function applyKeptTheme(): void {
  applyTheme(readTheme())
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(readTheme)
  return [
    theme,
    chosen => {
      keep('theme', chosen === 'system' ? null : chosen)
      applyTheme(chosen)
      setTheme(chosen)
    },
  ]
}
