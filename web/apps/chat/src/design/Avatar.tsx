/** A person's or a conversation's face: their picture if they have one, else made from id and name. */
import type { Status } from '@webchat/client'
import { type CSSProperties, type ReactNode, useState } from 'react'
import { classes } from './classes'
import { faceHue, initials } from './face'
import { PresenceMark } from './PresenceMark'

const SIZES = {
  small: 'size-8 text-small',
  medium: 'size-10 text-ui',
  large: 'size-12 text-title',
  huge: 'size-18 text-display',
}

interface AvatarProps {
  id: string
  name: string
  size?: keyof typeof SIZES
  status?: Status | undefined
  /** Where their picture is. Only this server's own are shown. */
  picture?: string | undefined
  /** Stands in for the initials, for what isn't a person. */
  icon?: ReactNode
}

export function Avatar({ id, name, size = 'medium', status, picture, icon }: AvatarProps) {
  const [missing, setMissing] = useState<string | null>(null)
  const marked = status !== undefined && status !== 'offline'
  const shown = picture !== missing && /^\/[^/]/.test(picture ?? '') && picture
  return (
    <span aria-hidden="true" className="relative inline-flex shrink-0 select-none">
      <span
        style={{ '--face-hue': faceHue(id) } as CSSProperties}
        className={classes(
          'face grid place-items-center rounded-full font-medium tracking-tight',
          SIZES[size],
          icon ? 'bg-accent-soft text-accent' : 'face-of-person',
          marked && 'face-cut',
        )}
      >
        {shown ? (
          <img
            src={shown}
            alt=""
            onError={() => setMissing(shown)}
            className="size-full rounded-full object-cover"
          />
        ) : (
          (icon ?? initials(name))
        )}
      </span>
      {marked && <PresenceMark status={status} className="absolute right-0 bottom-0" />}
    </span>
  )
}
