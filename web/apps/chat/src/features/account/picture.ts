/** Reads a picture from a file, and makes the one from it that is sent. */
import { type Crop, squareOf } from './crop'

/** As large as it is ever shown, on screens of three pixels to one. */
const SIDE = 512
/** What is larger is no photograph of a person. */
const MOST_BYTES = 32 * 1024 * 1024

/** Turned as the camera was held. */
export async function openPicture(file: File): Promise<ImageBitmap> {
  if (file.size > MOST_BYTES) throw new Error('The file is too large.')
  return createImageBitmap(file, { imageOrientation: 'from-image' })
}

/** WebP where the browser can write it, else PNG. */
export function cutOut(picture: ImageBitmap, crop: Crop): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = SIDE
  const { left, top, side } = squareOf(crop, picture)
  const context = canvas.getContext('2d')
  if (context) context.imageSmoothingQuality = 'high'
  context?.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE)
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error('There is no picture.')))
    canvas.toBlob(take, 'image/webp', 0.9)
  })
}
