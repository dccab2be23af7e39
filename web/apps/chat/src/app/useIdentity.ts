/** Who is using this browser, as it was kept: until they leave, in whichever tab. */
import type { AuthMode, UserId } from '@webchat/client'
import { useState } from 'react'
import { keep, readKept, useKeptElsewhere } from '../browser'
import { isUserId } from '../words'

export interface Identity {
  readonly userId: UserId
  readonly name: string
  /** How the server knew them. */
  readonly mode: AuthMode
  readonly isAdmin: boolean
  /** Their session has ended. What they left here waits for them, and is nobody else's. */
  readonly isOut: boolean
}

const KEY = 'identity'
const MODES: readonly unknown[] = ['open', 'password', 'token'] satisfies AuthMode[]

function asIdentity(value: unknown): Identity | null {
  if (typeof value !== 'object' || value === null) return null
  const { userId, name, mode = 'open', isAdmin, isOut } = value as Partial<Identity>
  if (typeof name !== 'string' || !isUserId(userId ?? '') || !MODES.includes(mode)) return null
  return { userId: userId ?? '', name, mode, isAdmin: isAdmin === true, isOut: isOut === true }
}

/** As any tab has kept it last. */
export function readIdentity(): Identity | null {
  try {
    return asIdentity(JSON.parse(readKept(KEY) ?? 'null'))
  } catch {
    return null
  }
}

export function useIdentity(): [Identity | null, (identity: Identity | null) => void] {
  const [identity, setIdentity] = useState(readIdentity)
  useKeptElsewhere(KEY, () => setIdentity(readIdentity()))
  const change = (next: Identity | null) => {
    keep(KEY, next && JSON.stringify(next))
    setIdentity(next)
  }
  return [identity, change]
}
