import type {PictureFacts} from '../../files/pictures/facts.ts';

/** `JPEG picture, 4000×3000, 24 bits a pixel, taken 2026-04-12 14:03` */
export function pictureText({format, pixels, bits, taken}: PictureFacts): string {
	return [
		`${format} picture`,
		pixels ? `${pixels.width}×${pixels.height}` : (format === 'TIFF' ? '' : 'but its header is broken or cut off'), // a TIFF may have its header at the end
		bits === undefined ? '' : `${bits} ${bits === 1 ? 'bit' : 'bits'} a pixel`,
		taken === undefined ? '' : `taken ${taken}`,
	].filter(part => part !== '').join(', ');
}
