export type ImageType = 'image/png' | 'image/jpeg' | 'image/webp';
export type VideoType = 'video/mp4' | 'video/webm' | 'video/quicktime';
export type MediaType = ImageType | VideoType;

/** What bytes are by their first ones; names and headers are not believed. `undefined` for everything that Galley does not keep. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (latin(bytes, 4, 8) === 'ftyp') return latin(bytes, 8, 12) === 'qt  ' ? 'video/quicktime' : 'video/mp4';
  // Matroska in general starts the same way; the document type stands near the start.
  if (startsWith(bytes, [0x1a, 0x45, 0xdf, 0xa3]) && latin(bytes, 0, 64).includes('webm')) return 'video/webm';
  return undefined;
}

export function isImageType(type: MediaType): type is ImageType {
  return type.startsWith('image/');
}

export function isVideoType(type: MediaType): type is VideoType {
  return type.startsWith('video/');
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function latin(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}
