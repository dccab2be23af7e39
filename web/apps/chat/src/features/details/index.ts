/**
 * What there is to know about a conversation, and what can be done about it. Loaded after the page.
 *
 * - Panel — where it stands (Face, Rows)
 * - GroupDetails — a group or channel (MemberSection, MemberRow, EditConversation); Everybody — the one that all are in
 * - PersonDetails — somebody one talks to
 * - rights — who is offered what, without React
 */
export { Everybody } from './Everybody'
export { type GroupDeeds, GroupDetails } from './GroupDetails'
export { Panel } from './Panel'
export { PersonDetails } from './PersonDetails'
