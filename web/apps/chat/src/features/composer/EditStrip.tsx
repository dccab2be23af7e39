/** The line in the composer that tells what Enter does while a message is being edited. */
import { Pencil, Trash2, X } from 'lucide-react'
import { classes, IconButton } from '../../design'
import type { Purpose } from './purpose'

const WORDS: Record<Purpose, string | null> = {
  send: null,
  save: 'Editing your message',
  delete: 'Nothing is left. Delete the message?',
  rescue: 'The message was deleted meanwhile. Send this as a new one?',
}

interface EditStripProps {
  purpose: Purpose
  onCancel: () => void
}

/** It is there before there is something to say, so that the saying is heard. */
export function EditStrip({ purpose, onCancel }: EditStripProps) {
  const words = WORDS[purpose]
  return (
    <div className="flex items-center gap-2 pl-4 text-small text-ink-soft">
      {words !== null && (
        <span className={classes('shrink-0', purpose === 'delete' ? 'text-danger' : 'text-accent')}>
          {purpose === 'delete' ? <Trash2 size={14} /> : <Pencil size={14} />}
        </span>
      )}
      <p role="status" aria-label="Editing" className="min-w-0 flex-1">
        {words}
      </p>
      {words !== null && (
        <>
          <span className="shrink-0 text-muted max-wide:hidden pointer-coarse:hidden">Esc to cancel</span>
          <IconButton label="Cancel editing" onClick={onCancel}>
            <X size={16} />
          </IconButton>
        </>
      )}
    </div>
  )
}
