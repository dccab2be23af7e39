/**
 * What can be done with a message. With the mouse and the keyboard its buttons appear beside it. With a finger one holds
 * the message, or finds the button that only screen readers see.
 */
import type { TimelineItem } from '@webchat/client'
import { Ellipsis, type LucideIcon, Pencil, SmilePlus, Trash2 } from 'lucide-react'
import { classes } from '../../design'
import { ON_REQUEST } from './request'

export interface MessageActions {
  /** Nobody changes anything here any more. */
  readonly frozen?: boolean
  readonly onDelete: (item: Pick<TimelineItem, 'seq'>) => void
  readonly onEdit: (item: TimelineItem) => void
  readonly onReact: (item: TimelineItem, emoji: string, on: boolean) => void
  /** Opens what one can react with, beside the element. */
  readonly onPick: (item: TimelineItem, anchor: Element) => void
  /** Opens everything that can be done with it: beside the element, or within reach of a thumb. */
  readonly onMenu: (item: TimelineItem, anchor?: Element | null) => void
}

interface ActionsProps {
  item: TimelineItem
  mine: boolean
  /** Whether its buttons can be reached by Tab. */
  active: boolean
  atEnd: boolean
  actions: MessageActions
}

export function Actions({ item, mine, active, atEnd, actions }: ActionsProps) {
  if (item.deleted || item.delivery.state !== 'sent') return null
  const { frozen, onPick, onEdit, onDelete, onMenu } = actions
  const tabIndex = active ? 0 : -1
  const remove = (button: Element) => {
    // The button goes away, and the focus must not go with it.
    if (button === document.activeElement) button.closest('article')?.focus()
    onDelete(item)
  }
  return (
    <>
      <div
        className={classes(
          'flex shrink-0 items-center rounded-control bg-surface transition-opacity duration-(--appear) pointer-coarse:hidden',
          atEnd && 'flex-row-reverse',
          ON_REQUEST,
        )}
      >
        {!frozen && (
          <Action label="React" icon={SmilePlus} tabIndex={tabIndex} onAct={button => onPick(item, button)} />
        )}
        {mine && !frozen && (
          <Action label="Edit message" icon={Pencil} tabIndex={tabIndex} onAct={() => onEdit(item)} />
        )}
        {mine && <Action label="Delete message" icon={Trash2} tabIndex={tabIndex} onAct={remove} danger />}
        {!mine && (
          <Action
            label="More actions"
            icon={Ellipsis}
            tabIndex={tabIndex}
            onAct={button => onMenu(item, button)}
          />
        )}
      </div>
      <button
        type="button"
        tabIndex={-1}
        onClick={() => onMenu(item)}
        className="sr-only pointer-fine:hidden"
      >
        Message actions
      </button>
    </>
  )
}

interface ActionProps {
  label: string
  icon: LucideIcon
  tabIndex: number
  danger?: boolean
  onAct: (button: Element) => void
}

function Action({ label, icon: Icon, tabIndex, danger, onAct }: ActionProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      tabIndex={tabIndex}
      // With the mouse the focus stays in the composer, where one goes on writing.
      onMouseDown={event => event.preventDefault()}
      onClick={event => onAct(event.currentTarget)}
      className={classes(
        'grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-hover',
        danger ? 'hover:text-danger' : 'hover:text-ink',
      )}
    >
      <Icon size={16} />
    </button>
  )
}
