/** What is asked before somebody's account is changed. */
import type { AccountRecord, ChangeAccount } from '@webchat/client'

export interface Question {
  readonly title: string
  readonly words: string
  readonly action: string
  readonly change: ChangeAccount
}

export function suspension({ name, suspendedAt }: AccountRecord): Question {
  if (suspendedAt) {
    return {
      title: `Let ${name} in again?`,
      words: 'They can sign in as before, and find everything as they left it.',
      action: 'Let in again',
      change: { suspended: false },
    }
  }
  return {
    title: `Suspend ${name}?`,
    words: 'They are signed out everywhere at once and can’t sign in. What they said stays.',
    action: 'Suspend',
    change: { suspended: true },
  }
}

export function administering({ name, isAdmin }: AccountRecord): Question {
  if (isAdmin) {
    return {
      title: `Take administration from ${name}?`,
      words: 'They stay in the chat like everybody else.',
      action: 'Take it away',
      change: { isAdmin: false },
    }
  }
  return {
    title: `Make ${name} an administrator?`,
    words: 'They can do everything here that you can, to your account too.',
    action: 'Make administrator',
    change: { isAdmin: true },
  }
}
