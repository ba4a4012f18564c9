import type {Buffer} from 'node:buffer';

/** What the first bytes of a picture tell. */
export type PictureFacts = {
	readonly format: 'PNG' | 'JPEG' | 'GIF' | 'WebP' | 'AVIF' | 'HEIC' | 'TIFF' | 'BMP';
	readonly pixels?: {readonly width: number; readonly height: number} | undefined; // unknown where the header is broken or cut off, and of a TIFF, which may have it anywhere
	readonly bits?: number | undefined; // a pixel
	readonly taken?: string | undefined; // as the camera's clock said: `2026-04-12 14:03`
	readonly thumbnail?: Buffer | undefined; // a small JPEG by the camera
};
