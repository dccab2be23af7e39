/** Which sections are folded; the browser keeps it. The archive is, unless it was opened. */
import { useState } from 'react'
import { keep, readKept } from '../../browser'
import type { Section } from './sections'

export function useFolded() {
  const [folded, setFolded] = useState<readonly string[]>(() => readKept('folded')?.split(',') ?? [])
  return {
    isFolded: (id: Section['id']) => folded.includes(id) !== (id === 'archived'),
    toggle: (id: Section['id']) => {
      const next = folded.includes(id) ? folded.filter(other => other !== id) : [...folded, id]
      keep('folded', next.length > 0 ? next.join(',') : null)
      setFolded(next)
    },
  }
}
