/** The picture under a round frame: moved with the finger, the mouse or the arrow keys. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react'
import { type Crop, moved, squareOf } from './crop'

/** As it is drawn; on the screen it may be smaller. */
const PIXELS = 560
/** One press of an arrow key, in parts of the frame. */
const STEP = 0.05

const ARROWS: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
}

interface CropFrameProps {
  picture: ImageBitmap
  crop: Crop
  onCrop: (crop: Crop) => void
}

export function CropFrame({ picture, crop, onCrop }: CropFrameProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const last = useRef<{ x: number; y: number } | null>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    const { left, top, side } = squareOf(crop, picture)
    context?.clearRect(0, 0, PIXELS, PIXELS)
    context?.drawImage(picture, left, top, side, side, 0, 0, PIXELS, PIXELS)
  }, [picture, crop])
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    last.current = { x: event.clientX, y: event.clientY }
  }
  const drag = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!last.current) return
    const by = { x: event.clientX - last.current.x, y: event.clientY - last.current.y }
    last.current = { x: event.clientX, y: event.clientY }
    onCrop(moved(crop, picture, by, event.currentTarget.clientWidth))
  }
  const step = (event: KeyboardEvent) => {
    const by = ARROWS[event.key]
    if (!by) return
    event.preventDefault()
    onCrop(moved(crop, picture, by, 1))
  }
  return (
    <canvas
      ref={canvas}
      width={PIXELS}
      height={PIXELS}
      role="img"
      aria-label="Your picture as it will be shown. Move it with the arrow keys."
      tabIndex={0}
      onPointerDown={begin}
      onPointerMove={drag}
      onPointerUp={() => {
        last.current = null
      }}
      onPointerCancel={() => {
        last.current = null
      }}
      onKeyDown={step}
      className="mx-auto aspect-square w-full max-w-70 cursor-grab touch-none rounded-full bg-hover active:cursor-grabbing"
    />
  )
}
