/** The square of a picture that is kept: numbers only. */

/** How the picture lies under the frame. */
export interface Crop {
  /** 1 fills the frame with the shorter side; more is nearer. */
  readonly zoom: number
  /** Where the middle of the frame is in the picture, in parts of its width and height. */
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export const MOST_ZOOM = 4
export const WHOLE: Crop = { zoom: 1, x: 0.5, y: 0.5 }

/** The part of the picture that the frame shows, in its pixels. */
export function squareOf(
  { zoom, x, y }: Crop,
  { width, height }: Size,
): { left: number; top: number; side: number } {
  const side = Math.min(width, height) / zoom
  return { left: x * width - side / 2, top: y * height - side / 2, side }
}

const between = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)

/** The same, with the frame within the picture. */
export function kept({ zoom, x, y }: Crop, { width, height }: Size): Crop {
  const near = between(zoom, 1, MOST_ZOOM)
  const half = Math.min(width, height) / near / 2
  return {
    zoom: near,
    x: between(x, half / width, 1 - half / width),
    y: between(y, half / height, 1 - half / height),
  }
}

/** Moves the picture by so many pixels of a frame that is `frame` pixels wide. */
export function moved(crop: Crop, size: Size, by: { x: number; y: number }, frame: number): Crop {
  const scale = squareOf(crop, size).side / frame
  return kept(
    { ...crop, x: crop.x - (by.x * scale) / size.width, y: crop.y - (by.y * scale) / size.height },
    size,
  )
}
