/** The parts of the administration, in the order in which they stand. */
import { ChartNoAxesColumn, Flag, Hash, Link2, type LucideIcon, ScrollText, Users } from 'lucide-react'
import type { ComponentType } from 'react'
import { Channels } from './Channels'
import { Invitations } from './Invitations'
import { Log } from './Log'
import { Overview } from './Overview'
import { People } from './People'
import { Reports } from './Reports'
import type { PartProps } from './shared'

export interface Part {
  /** Behind the address of the administration. */
  readonly path: string
  readonly label: string
  readonly icon: LucideIcon
  readonly Shown: ComponentType<PartProps>
}

export const PARTS: readonly [Part, ...Part[]] = [
  { path: '', label: 'Overview', icon: ChartNoAxesColumn, Shown: Overview },
  { path: '/people', label: 'People', icon: Users, Shown: People },
  { path: '/invitations', label: 'Invitations', icon: Link2, Shown: Invitations },
  { path: '/channels', label: 'Channels', icon: Hash, Shown: Channels },
  { path: '/reports', label: 'Reports', icon: Flag, Shown: Reports },
  { path: '/log', label: 'Log', icon: ScrollText, Shown: Log },
]
