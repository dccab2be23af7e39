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
  actions: {
    readonly onReact: (item: TimelineItem, emoji: string, on: boolean) => void
    readonly onEdit: (item: TimelineItem) => void
    readonly onDelete: (item: TimelineItem) => void
  }
  onClose: () => void
}

/** What the user has reacted with already. */
function chosenBy(me: UserId, { reactions = [] }: TimelineItem): ReadonlySet<string> {
  return new Set(reactions.filter(({ userIds }) => userIds.includes(me)).map(({ emoji }) => emoji))
}

export function MessageMenu({ item, me, anchor, actions, onClose }: MessageMenuProps) {
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
      <MenuPopover anchor={anchor} onClose={onClose}>
        {reactions}
      </MenuPopover>
    )
  }
  const then = (does: (item: TimelineItem) => void) => () => {
    onClose()
    does(item)
  }
  return (
    <MenuSheet text={item.text} onClose={onClose}>
      {item.seq !== null && reactions}
      {!all && (
        <SheetActions
          text={item.text}
          onEdit={item.senderId === me && item.seq !== null ? then(actions.onEdit) : null}
          onDelete={item.senderId === me && item.seq !== null ? then(actions.onDelete) : null}
          onClose={onClose}
        />
      )}
    </MenuSheet>
  )
}
