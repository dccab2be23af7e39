/** What can be done with a message besides reacting to it. */
import { Check, Copy, Flag, type LucideIcon, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { copyText } from '../../browser/copy'
import { Button, classes } from '../../design'

interface SheetActionsProps {
  text: string
  /** Whether it stands beside the message, and not as a part of a sheet. */
  beside?: boolean
  /** Null where it can't be edited, reported or deleted. */
  onEdit: (() => void) | null
  onReport: (() => void) | null
  onDelete: (() => void) | null
  onClose: () => void
}

/** Long enough to be read. */
const COPIED_MS = 700
const COPY_WORDS = { ready: 'Copy text', copied: 'Copied', failed: 'Couldn’t copy' }

export function SheetActions(props: SheetActionsProps) {
  const { text, beside = false, onEdit, onReport, onDelete, onClose } = props
  const [copy, setCopy] = useState<keyof typeof COPY_WORDS>('ready')
  const onCopy = async (button: HTMLElement) => {
    const copied = await copyText(text, button)
    setCopy(copied ? 'copied' : 'failed')
    if (copied) setTimeout(onClose, COPIED_MS)
  }
  return (
    <div className={classes('flex min-w-44 flex-col', !beside && 'mt-1 border-t border-hairline pt-1')}>
      {onEdit && <Action icon={Pencil} label="Edit message" onAct={onEdit} />}
      <Action
        icon={copy === 'copied' ? Check : Copy}
        label={COPY_WORDS[copy]}
        onAct={button => void onCopy(button)}
      />
      {onReport && <Action icon={Flag} label="Report message" onAct={onReport} />}
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
      className="min-h-12 justify-start gap-3! px-3! text-message! pointer-fine:min-h-(--target) pointer-fine:text-ui!"
    >
      <Icon />
      <span aria-live="polite">{label}</span>
    </Button>
  )
}
