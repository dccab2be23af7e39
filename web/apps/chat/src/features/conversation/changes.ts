/** What a change of one's own is called when the server did not make it. */
import type { ChangeCommand } from '@webchat/client'

export function refusedWords(command: ChangeCommand): string {
  if (command.type === 'edit') return 'Couldn’t save your edit.'
  if (command.type === 'delete') return 'Couldn’t delete this message.'
  return command.on ? `Couldn’t add ${command.emoji}.` : `Couldn’t take ${command.emoji} back.`
}

/** The server's sentence, as one. */
export function asSentence(reason: string): string {
  const start = reason.charAt(0).toLocaleUpperCase() + reason.slice(1)
  return /^$|[.!?…]$/u.test(start) ? start : `${start}.`
}
