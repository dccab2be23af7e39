/** The button under which something new is begun. What it offers is loaded after the page. */
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../design'
import { Later } from './Later'

const load = () => import('./NewChoices').then(({ NewChoices }) => NewChoices)

export function NewMenu() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <IconButton
        label="New"
        aria-haspopup="menu"
        onClick={event => setAnchor(anchor ? null : event.currentTarget)}
      >
        <Pencil />
      </IconButton>
      <Later load={load} open={anchor && { anchor }} onClose={() => setAnchor(null)} />
    </>
  )
}
