/**
 * Bringing people together: a message to somebody, a new group or channel, more people for one. Loaded after the page.
 *
 * - Gathering — what was asked for (NewMessage, NewGroup, NewChannel, AddPeople)
 * - People, PeoplePicker — who is meant; findPeople — the rules, without React
 */
export { Gathering, type GatheringProps, type Wish } from './Gathering'
