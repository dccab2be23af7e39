/** What can be done about somebody's account; what can't be taken back easily is asked first. */
import type { AccountRecord, ChangeAccount, MadeLink } from '@webchat/client'
import type { Administration } from '@webchat/client/administration'
import { KeyRound, type LucideIcon, Shield, ShieldOff, UserCheck, UserX } from 'lucide-react'
import { useState } from 'react'
import { useDeed } from '../../browser/useDeed'
import { Button, Dialog } from '../../design'
import { Failure } from '../../design/State'
import { administering, type Question, suspension } from './questions'

export interface ManagePersonProps {
  api: Administration
  account: AccountRecord
  isMe: boolean
  onChanged: (account: AccountRecord) => void
  onLink: (made: MadeLink) => void
  onSignedOut: () => void
  onClose: () => void
}

export function ManagePerson(props: ManagePersonProps) {
  const { api, account, isMe, onChanged, onLink, onSignedOut, onClose } = props
  const [question, setQuestion] = useState<Question | null>(null)
  const deed = useDeed(onSignedOut)
  const { userId, name, isAdmin, suspendedAt } = account
  const change = (change: ChangeAccount) =>
    deed.run(async () => {
      onChanged(await api.changeAccount(userId, change))
      onClose()
    })
  const makeLink = () =>
    deed.run(async () => {
      onLink(await api.resetAccount(userId))
      onClose()
    })
  if (question) {
    return (
      <Dialog key="question" title={question.title} onClose={onClose}>
        <p className="text-ui text-ink-soft">{question.words}</p>
        {deed.failure && <Failure>{deed.failure}</Failure>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" disabled={deed.isBusy} onClick={() => change(question.change)}>
            {question.action}
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog key="list" title={name} onClose={onClose}>
      <p className="-mt-3 text-ui text-muted wrap-anywhere">User name: {userId}</p>
      {deed.failure && <Failure>{deed.failure}</Failure>}
      <div className="-mx-3 flex flex-col">
        {!suspendedAt && (
          <Action icon={KeyRound} label="Make a link for another password" onClick={makeLink} />
        )}
        {!isMe && (
          <>
            <Action
              icon={isAdmin ? ShieldOff : Shield}
              label={isAdmin ? 'Take administration away' : 'Make administrator'}
              onClick={() => setQuestion(administering(account))}
            />
            <Action
              icon={suspendedAt ? UserCheck : UserX}
              label={suspendedAt ? 'Let in again' : 'Suspend'}
              isDanger={!suspendedAt}
              onClick={() => setQuestion(suspension(account))}
            />
          </>
        )}
      </div>
      <div className="flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  )
}

interface ActionProps {
  icon: LucideIcon
  label: string
  isDanger?: boolean
  onClick: () => void
}

function Action({ icon: Icon, label, isDanger = false, onClick }: ActionProps) {
  return (
    <Button look={isDanger ? 'danger' : 'quiet'} onClick={onClick} className="justify-start px-3!">
      <Icon /> {label}
    </Button>
  )
}
