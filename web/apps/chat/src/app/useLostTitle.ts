/** What the open conversation was called, if it was there a moment ago and is not any more. */
import { useState } from 'react'
import type { Place } from './place'

export function useLostTitle(openId: string | null, place: Place | null): string | null {
  const [last, setLast] = useState<Place | null>(null)
  if (place && (place.conversationId !== last?.conversationId || place.title !== last.title)) setLast(place)
  return !place && openId !== null && last?.conversationId === openId ? last.title : null
}
