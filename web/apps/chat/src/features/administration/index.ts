/**
 * For those who administer the server. It is loaded when it is opened.
 *
 * - Administration — the page and its parts; parts — which there are; Tabs — between them
 * - Overview (DayChart, numbers) — the server at a glance
 * - People (PersonLine, ManagePerson, questions, AddPerson), usePeople, MadeLinkDialog — accounts
 * - Invitations (LinkLine, NewInvitation) — links
 * - Channels, Reports, Log (deeds)
 * - shared — what all parts are given; useNameOf — names of ids
 */
export { Administration, type AdministrationProps } from './Administration'
