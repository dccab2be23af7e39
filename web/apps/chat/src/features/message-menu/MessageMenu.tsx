/** Beside the message what one can react with; as a sheet everything that can be done with it. */
import type { TimelineItem, UserId } from '@webchat/client'
import { useState } from 'react'
import { EmojiPicker } from './EmojiPicker'
import { MenuPopover } from './MenuPopover'
import { MenuSheet } from './MenuSheet'
import { QuickReactions } from './QuickReactions'
import { SheetActions } from './SheetActions'

export interface MessageMenuProps {
  item: TimelineItem
  me: UserId
  /** Beside what it stands; null for a sheet. */
  anchor: Element | null
  /** Whether it has everything beside the message too, and not only what one can react with. */
  whole?: boolean
  /** Whether the user may take back what others say here. */
  moderates?: boolean
  /** Whether nobody changes anything here any more. */
  frozen?: boolean
  actions: {
    readonly onReact: (item: TimelineItem, emoji: string, on: boolean) => void
    readonly onEdit: (item: TimelineItem) => void
    readonly onDelete: (item: TimelineItem) => void
    readonly onReport: (item: TimelineItem) => void
  }
  onClose: () => void
}

/** What the user has reacted with already. */
function chosenBy(me: UserId, { reactions = [] }: TimelineItem): ReadonlySet<string> {
  return new Set(reactions.filter(({ userIds }) => userIds.includes(me)).map(({ emoji }) => emoji))
}

export function MessageMenu(props: MessageMenuProps) {
  const { item, me, anchor, whole = false, frozen = false, actions, onClose } = props
  const [all, setAll] = useState(false)
  const chosen = chosenBy(me, item)
  const pick = (emoji: string) => {
    onClose()
    actions.onReact(item, emoji, !chosen.has(emoji))
  }
  const reactions = all ? (
    <EmojiPicker chosen={chosen} onPick={pick} />
  ) : (
    <QuickReactions chosen={chosen} onPick={pick} onAll={() => setAll(true)} />
  )
  if (anchor) {
    return (
      <MenuPopover anchor={anchor} label={whole ? 'Message actions' : 'React'} onClose={onClose}>
        {whole ? <AllActions {...props} /> : reactions}
      </MenuPopover>
    )
  }
  return (
    <MenuSheet text={item.text} onClose={onClose}>
      {item.seq !== null && !frozen && reactions}
      {!all && <AllActions {...props} />}
    </MenuSheet>
  )
}

function AllActions({ item, me, anchor, moderates, frozen, actions, onClose }: MessageMenuProps) {
  const then = (does: (item: TimelineItem) => void) => () => {
    onClose()
    does(item)
  }
  const isStored = item.seq !== null
  const mine = item.senderId === me
  return (
    <SheetActions
      text={item.text}
      beside={anchor !== null}
      onEdit={mine && isStored && !frozen ? then(actions.onEdit) : null}
      onReport={!mine && isStored ? then(actions.onReport) : null}
      onDelete={(mine || moderates) && isStored ? then(actions.onDelete) : null}
      onClose={onClose}
    />
  )
}
