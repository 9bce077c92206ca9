import { placeText, readExif } from '#core/attachments/exif.ts'
import { LONGEST_SIDE, MAX_ATTACHMENT_BYTES, THUMB_SIDE } from '#core/attachments/limits.ts'
import { sniff, type AttachmentType } from '#core/attachments/types.ts'
import type { Result } from '#core/contract/command.ts'
import { fail, ok } from '#core/contract/command.ts'

/** A file as it is kept. */
export interface Prepared {
  readonly name: string
  readonly mimeType: AttachmentType
  readonly bytes: Uint8Array
  /** Pixels; 0 for what is no photo. */
  readonly width: number
  readonly height: number
  readonly takenOn: string | null
  readonly location: string
  readonly thumb: Uint8Array | null
}

const JPEG_QUALITY = 0.82, WEBP_QUALITY = 0.9, THUMB_QUALITY = 0.8
/** Of a picture before it is made smaller. */
const MAX_PICTURE_BYTES = 80_000_000
const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`

/**
 * Makes what was picked, dropped or pasted ready to keep: a photo is drawn anew, upright and smaller, so that nothing of its file stays but
 * the picture; anything else stays as it is. @returns `Refused`, `TooLarge`, `Unreadable`
 */
export async function prepare(file: File, keepPlace: boolean): Promise<Result<Prepared>> {
  if (file.size > MAX_PICTURE_BYTES) return tooLarge(file.size, MAX_PICTURE_BYTES)
  const bytes = await file.arrayBuffer().then((buffer) => new Uint8Array(buffer), () => undefined)
  if (!bytes) return fail('Unreadable', 'Dit bestand kan niet worden gelezen. Staat het er nog, en is het geen map?')
  const name = file.name === '' || file.name === 'image.png' ? 'Geplakte afbeelding' : file.name.slice(-300)
  const found = sniff(file.name === '' ? 'image.png' : file.name, bytes)
  if (found.what === 'refused') return fail('Refused', found.message)
  if (found.what === 'picture') return photo(name, bytes, found.lossy, keepPlace)
  if (bytes.length > MAX_ATTACHMENT_BYTES) return tooLarge(bytes.length, MAX_ATTACHMENT_BYTES)
  return ok({ name, mimeType: found.type, bytes, width: 0, height: 0, takenOn: null, location: '', thumb: null })
}

const tooLarge = (size: number, most: number) => fail('TooLarge', `Dit bestand is ${megabytes(size)}; hoogstens ${megabytes(most)} kan mee. Maak het kleiner, of zet het op de gedeelde schijf en noem de plek in de notitie.`)

async function photo(name: string, bytes: Uint8Array, lossy: boolean, keepPlace: boolean): Promise<Result<Prepared>> {
  // Turns it as the camera was held.
  const picture = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]), { imageOrientation: 'from-image' }).catch(() => undefined)
  if (!picture) return fail('Unreadable', 'Deze foto is beschadigd of te groot om te openen. Open haar in een ander programma en bewaar haar opnieuw als JPEG.')
  try {
    const mimeType = lossy ? 'image/jpeg' : 'image/webp'
    const large = await drawn(picture, LONGEST_SIDE, mimeType, lossy ? JPEG_QUALITY : WEBP_QUALITY)
    const small = await drawn(picture, THUMB_SIDE, 'image/webp', THUMB_QUALITY)
    const { takenOn, place } = readExif(bytes)
    return ok({ name, mimeType, bytes: large.bytes, width: large.width, height: large.height, takenOn, location: keepPlace && place ? placeText(place) : '', thumb: small.bytes })
  } finally {
    picture.close()
  }
}

/** The small picture of a photo that came from elsewhere. */
export async function thumbOf(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const picture = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>])).catch(() => undefined)
  if (!picture) return undefined
  try {
    return (await drawn(picture, THUMB_SIDE, 'image/webp', THUMB_QUALITY)).bytes
  } finally {
    picture.close()
  }
}

async function drawn(picture: ImageBitmap, longest: number, type: string, quality: number): Promise<{ readonly bytes: Uint8Array; readonly width: number; readonly height: number }> {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
  const width = Math.max(1, Math.round(picture.width * scale)), height = Math.max(1, Math.round(picture.height * scale))
  const canvas = new OffscreenCanvas(width, height), pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(picture, 0, 0, width, height)
  const blob = await canvas.convertToBlob({ type, quality })
  return { bytes: new Uint8Array(await blob.arrayBuffer()), width, height }
}
