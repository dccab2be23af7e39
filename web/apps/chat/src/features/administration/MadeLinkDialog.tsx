/** A link that was just made: to be copied now, for it is kept nowhere. */
import type { LinkRecord, MadeLink } from '@webchat/client'
import { Button, Dialog } from '../../design'
import { CopyField } from '../../design/CopyField'
import { ahead } from '../../words/ago'
import { wholeLink } from './shared'

function words({ purpose, userId, maxUses, expiresAt }: LinkRecord): { title: string; note: string } {
  const end = `It ends ${ahead(expiresAt, Date.now())}, and is shown this once.`
  if (purpose === 'reset') {
    return {
      title: `A link for ${userId ?? 'them'}`,
      note: `Whoever opens it sets the password of this account. Send it to nobody else. ${end}`,
    }
  }
  const people = maxUses === 1 ? 'One person gets' : `Up to ${maxUses} people get`
  return { title: 'Your invitation', note: `${people} an account with it. ${end}` }
}

export function MadeLinkDialog({ made, onClose }: { made: MadeLink; onClose: () => void }) {
  const { title, note } = words(made.link)
  return (
    <Dialog title={title} onClose={onClose}>
      <CopyField label="Link" value={wholeLink(made.path)} note={note} />
      <div className="flex justify-end">
        <Button onClick={onClose}>Done</Button>
      </div>
    </Dialog>
  )
}
