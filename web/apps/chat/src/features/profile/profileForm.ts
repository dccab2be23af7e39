/** What stands in the profile's fields, and what of it has changed. */
import type { Person } from '@webchat/client'
import { tidyName } from '../../words'

export interface ProfileForm {
  readonly name: string
  readonly statusText: string
  readonly statusEmoji: string
  readonly pronouns: string
  /** Empty: it is not told. */
  readonly timeZone: string
  readonly showLastSeen: boolean
}

export type ProfileChange = Partial<ProfileForm>

export function profileForm(me: Person, showLastSeen: boolean): ProfileForm {
  const { name, statusText = '', statusEmoji = '', pronouns = '', timeZone = '' } = me
  return { name, statusText, statusEmoji, pronouns, timeZone, showLastSeen }
}

/** Only what is different is told, so that two devices don't undo each other; null if nothing is. */
export function changesOf(form: ProfileForm, before: ProfileForm): ProfileChange | null {
  const tidy: ProfileForm = {
    ...form,
    name: tidyName(form.name),
    statusText: tidyName(form.statusText),
    pronouns: tidyName(form.pronouns),
  }
  const keys = Object.keys(tidy) as (keyof ProfileForm)[]
  const changed = keys.filter(key => tidy[key] !== before[key])
  return changed.length > 0 ? Object.fromEntries(changed.map(key => [key, tidy[key]])) : null
}

/** The zone that the device is in; empty where it doesn't say. */
export function detectedZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? ''
}

/** All that the browser knows, and the one that is told already. */
export function zones(current: string): readonly string[] {
  const known = Intl.supportedValuesOf?.('timeZone') ?? []
  return [...new Set([...known, detectedZone(), current])].filter(Boolean).sort()
}
