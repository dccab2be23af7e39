/** What can be done with a message besides reacting to it. */
import { Check, Copy, type LucideIcon, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { copyText } from '../../browser/copy'
import { Button } from '../../design'

interface SheetActionsProps {
  text: string
  /** Null where it can't be edited or deleted. */
  onEdit: (() => void) | null
  onDelete: (() => void) | null
  onClose: () => void
}

/** Long enough to be read. */
const COPIED_MS = 700
const COPY_WORDS = { ready: 'Copy text', copied: 'Copied', failed: 'Couldn’t copy' }

export function SheetActions({ text, onEdit, onDelete, onClose }: SheetActionsProps) {
  const [copy, setCopy] = useState<keyof typeof COPY_WORDS>('ready')
  const onCopy = async (button: HTMLElement) => {
    const copied = await copyText(text, button)
    setCopy(copied ? 'copied' : 'failed')
    if (copied) setTimeout(onClose, COPIED_MS)
  }
  return (
    <div className="mt-1 flex flex-col border-t border-hairline pt-1">
      {onEdit && <Action icon={Pencil} label="Edit message" onAct={onEdit} />}
      <Action
        icon={copy === 'copied' ? Check : Copy}
        label={COPY_WORDS[copy]}
        onAct={button => void onCopy(button)}
      />
      {onDelete && <Action icon={Trash2} label="Delete message" onAct={onDelete} danger />}
    </div>
  )
}

interface ActionProps {
  icon: LucideIcon
  label: string
  danger?: boolean
  onAct: (button: HTMLElement) => void
}

function Action({ icon: Icon, label, danger, onAct }: ActionProps) {
  return (
    <Button
      look={danger ? 'danger' : 'quiet'}
      onClick={event => onAct(event.currentTarget)}
      className="min-h-12 justify-start gap-3! px-3! text-message!"
    >
      <Icon />
      <span aria-live="polite">{label}</span>
    </Button>
  )
}
