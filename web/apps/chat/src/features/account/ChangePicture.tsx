/** A picture that was chosen: what part of it is kept, and whether it is taken. */
import type { Me } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { useEffect, useId, useState } from 'react'
import { useDeed } from '../../browser/useDeed'
import { Bone, Button, Dialog } from '../../design'
import { Failure } from '../../design/State'
import { CropFrame } from './CropFrame'
import { kept, MOST_ZOOM, WHOLE } from './crop'
import { cutOut, openPicture } from './picture'

interface ChangePictureProps {
  accounts: Accounts
  file: File
  onChanged: (me: Me) => void
  onSignedOut: () => void
  onClose: () => void
}

export function ChangePicture({ accounts, file, onChanged, onSignedOut, onClose }: ChangePictureProps) {
  const [picture, setPicture] = useState<ImageBitmap | null>(null)
  const [isBad, setBad] = useState(false)
  const [crop, setCrop] = useState(WHOLE)
  const deed = useDeed(onSignedOut)
  const zoomId = useId()
  useEffect(() => {
    let isOver = false
    openPicture(file).then(
      opened => (isOver ? opened.close() : setPicture(opened)),
      () => isOver || setBad(true),
    )
    return () => {
      isOver = true
    }
  }, [file])
  const save = () =>
    deed.run(async () => {
      if (picture) onChanged(await accounts.setAvatar(await cutOut(picture, crop)))
    })
  return (
    <Dialog title="Your picture" onClose={onClose}>
      {isBad && <Failure>This file can’t be read as a picture. Choose a PNG, JPEG, WebP or GIF.</Failure>}
      {!isBad && !picture && <Bone className="mx-auto aspect-square w-full max-w-70 rounded-full" />}
      {picture && (
        <>
          <CropFrame picture={picture} crop={crop} onCrop={setCrop} />
          <div className="flex items-center gap-3">
            <label htmlFor={zoomId} className="text-ui font-medium">
              Size
            </label>
            <input
              id={zoomId}
              type="range"
              min={1}
              max={MOST_ZOOM}
              step={0.01}
              value={crop.zoom}
              onChange={event => setCrop(kept({ ...crop, zoom: Number(event.target.value) }, picture))}
              className="min-h-(--target) flex-1 accent-(--accent)"
            />
          </div>
        </>
      )}
      {deed.failure && <Failure>{deed.failure}</Failure>}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={!picture || deed.isBusy} onClick={save}>
          {deed.isBusy ? 'Saving…' : 'Save picture'}
        </Button>
      </div>
    </Dialog>
  )
}
