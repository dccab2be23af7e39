/** What is said aloud when messages come in: each one while it is calm, their number when it is busy. */
const AT_ONCE = 2
const CHARACTERS = 200

export interface Heard {
  readonly name: string
  readonly text: string
}

export function announcement(heard: readonly Heard[]): string {
  if (heard.length > AT_ONCE) return `${heard.length} new messages`
  return heard.map(({ name, text }) => `${name}: ${text.slice(0, CHARACTERS)}`).join('. ')
}
