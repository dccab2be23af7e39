/** What can be chosen about a channel, in words; and how long what is said about one may be. */

/** What the server allows. */
export const DESCRIPTION_CHARACTERS = 300

export const VISIBILITIES = [
  { value: 'public', label: 'Everybody', note: 'Anyone can find it and join' },
  { value: 'private', label: 'Only those who are added', note: 'Nobody else knows that it exists' },
] as const

export const POSTINGS = [
  { value: 'everyone', label: 'Everybody in it' },
  { value: 'admins', label: 'Only admins and owners', note: 'For announcements; the others read and react' },
] as const
