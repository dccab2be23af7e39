/** The details of the open conversation; what is in them is loaded after the page. */
import { useLater } from '../browser'
import type { Place } from './place'
import type { Details } from './useDetails'

const load = () => import('./PlaceDetails').then(({ PlaceDetails }) => PlaceDetails)

export function DetailsPane({ place, details }: { place: Place; details: Details }) {
  const { open, roomy, toggle } = details
  const { part: PlaceDetails } = useLater(load, open)
  if (!open) return null
  if (PlaceDetails)
    return <PlaceDetails key={place.conversationId} place={place} roomy={roomy} onClose={toggle} />
  // Its room is there before it is, so that nothing moves.
  return (
    <aside className="hidden w-(--width-details) shrink-0 border-l border-hairline bg-aside roomy:block" />
  )
}
