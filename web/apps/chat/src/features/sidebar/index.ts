/**
 * The list at the side: conversations and people.
 *
 * - Sidebar — the whole (SearchField, SectionList, EntryRow, LoadingList)
 * - sections, lastLine — what it shows, without React
 * - useRows, useHeld, useFolded — the keyboard, what stays in place, what is folded
 */
export { Sidebar } from './Sidebar'
