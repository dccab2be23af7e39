/**
 * Coming in where accounts are asked for: signing in and up, and what links lead to. It is loaded when it is wanted.
 *
 * - Entrance — which of its screens it is
 * - SignIn, SignUp, Reset — the forms; NewAccountForm — what all who get an account fill in
 * - Invited — an invitation for somebody who is signed in; LinkGone, NeedsSetup, InsideAnother — where there is no way in
 * - Doorway, DoorwayForm — what the screens look like
 * - problem, useAttempt — what went wrong, at which field, and for how long
 * - useLinkSight — what a link is for
 */
export { Entrance, type EntranceProps } from './Entrance'
