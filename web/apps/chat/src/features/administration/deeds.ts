/** What the log says, in sentences. */
import type { AuditRecord, UserId } from '@webchat/client'

type Say = (who: string, whom: string, detail: string) => string

const DEEDS: Readonly<Record<string, Say>> = {
  'account-created': (who, whom) =>
    who === whom || whom === '' ? `${who} got an account` : `${who} made an account for ${whom}`,
  'admin-granted': (who, whom) => `${who} made ${whom} an administrator`,
  'admin-taken': (who, whom) => `${who} took administration from ${whom}`,
  suspended: (who, whom) => `${who} suspended ${whom}`,
  readmitted: (who, whom) => `${who} let ${whom} in again`,
  'password-changed': who => `${who} changed their password`,
  'password-reset': (who, whom) => `${whom || who} set another password by a link`,
  'program-admitted': (who, _, detail) => `${who} made a token${detail && ` for “${detail}”`}`,
  'program-dismissed': (who, _, detail) => `${who} revoked a token${detail && ` of “${detail}”`}`,
  invited: who => `${who} made an invitation`,
  'reset-offered': (who, whom) => `${who} made a link for the password of ${whom}`,
  'link-revoked': who => `${who} revoked a link`,
  'channel-archived': who => `${who} archived a channel`,
  'channel-unarchived': who => `${who} took a channel back`,
  'report-settled': who => `${who} settled a report`,
  'message-deleted': (who, whom) => `${who} deleted a message${whom && ` of ${whom}`}`,
}

/** A word that isn't known is shown as it is. */
export function sentenceFor(record: AuditRecord, nameOf: (userId: UserId) => string): string {
  const { by, userId, deed, detail } = record
  const who = by ? nameOf(by) : 'The server'
  const whom = userId ? nameOf(userId) : ''
  const say = Object.hasOwn(DEEDS, deed) ? DEEDS[deed] : undefined
  if (say) return say(who, whom, detail ?? '')
  return [who, deed, whom, detail].filter(Boolean).join(' · ')
}
