/** How something new is begun: a message, a group, a channel; or finding a channel that is there. Loaded after the page. */
import { Hash, MessageCircle, Search, Users } from 'lucide-react'
import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { MenuList } from '../design/Menu'
import type { Wish } from '../features/gathering'
import { Gathered } from './Gathered'
import { DIRECTORY } from './routes'

interface NewChoicesProps {
  anchor: HTMLElement
  onClose: () => void
}

export function NewChoices({ anchor, onClose }: NewChoicesProps) {
  const [wish, setWish] = useState<Wish | null>(null)
  if (wish) return <Gathered wish={wish} onClose={onClose} />
  return (
    <MenuList
      label="New"
      anchor={anchor}
      onClose={chosen => !chosen && onClose()}
      entries={[
        { label: 'New message', icon: <MessageCircle />, run: () => setWish('message') },
        { label: 'New group', icon: <Users />, run: () => setWish('group') },
        { label: 'New channel', icon: <Hash />, run: () => setWish('channel') },
        {
          label: 'Find a channel',
          icon: <Search />,
          run: () => {
            onClose()
            navigate(DIRECTORY)
          },
        },
      ]}
    />
  )
}
