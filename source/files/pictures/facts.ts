import type {Buffer} from 'node:buffer';

/** What the first bytes of a picture tell. */
export type PictureFacts = {
	readonly format: 'PNG' | 'JPEG' | 'GIF' | 'WebP' | 'AVIF' | 'HEIC' | 'TIFF' | 'BMP';
	readonly pixels?: {readonly width: number; readonly height: number} | undefined; // nothing where the header is broken or cut off; of a TIFF, whose may lie anywhere
	readonly bits?: number | undefined; // a pixel
	readonly taken?: string | undefined; // as the camera's clock said: `2026-04-12 14:03`
	readonly thumbnail?: Buffer | undefined; // a small JPEG that the camera put in
};
