/** Who is using this browser; kept until they leave, in whichever tab. */
import type { UserId } from '@webchat/client'
import { useState } from 'react'
import { keep, readKept, useKeptElsewhere } from '../browser'

export interface Identity {
  readonly userId: UserId
  readonly name: string
}

const KEY = 'identity'

function isIdentity(value: unknown): value is Identity {
  if (typeof value !== 'object' || value === null) return false
  const { userId, name } = value as Partial<Identity>
  return typeof name === 'string' && /^[A-Za-z0-9._@:-]{1,64}$/.test(userId ?? '')
}

function readIdentity(): Identity | null {
  try {
    const value: unknown = JSON.parse(readKept(KEY) ?? 'null')
    return isIdentity(value) ? value : null
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
