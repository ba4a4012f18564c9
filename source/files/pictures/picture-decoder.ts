import type {Buffer} from 'node:buffer';
import type sharpNamed from 'sharp';
import type {Sharp} from 'sharp';
import {Failure} from '../../failure.ts';

/*
Pictures decoded by sharp: turned as the camera was held, made as large as their place. It is optional and native: it
may not be installed, or not run on this machine, and is loaded when the first picture is to be shown, never before.
*/

export type PictureSize = {readonly width: number; readonly height: number};

/** `pixels` are RGBA, four bytes each; a `photo` is a JPEG, or a PNG where it lets something shine through. */
export type PictureForm = 'photo' | 'pixels' | 'png';

type DecodedPicture = {
	readonly bytes: Buffer;
	readonly pixels: PictureSize;
	readonly isReduced: boolean; // it has fewer pixels than its file
};

export type DecodeOptions = {
	readonly box: PictureSize; // it has to fit into this, and is never enlarged
	readonly form: PictureForm;
};

export type PictureDecoder = {
	/** Whether this machine has a decoder; the first call loads it. */
	readonly isThere: () => Promise<boolean>;
	/**
	Off the main thread. Of a moving picture the first one.
	@throws Failure `corrupt` when the picture is broken, too large, of no known kind, or takes too long
	*/
	readonly decode: (bytes: Buffer, options: DecodeOptions) => Promise<DecodedPicture>;
};

type Library = typeof sharpNamed;

const mostPixels = 120_000_000; // of a file: the largest phones make 108 million; a JPEG of them takes about 30 MB of memory, others 480
const longest = 10; // seconds: the program does not end before its decoder
const readers = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'].map(kind => `VipsForeignLoad${kind}Buffer`);

export function createPictureDecoder(load: () => Promise<Library> = loadSharp): PictureDecoder {
	let loading: Promise<Library | undefined> | undefined;
	const library = async () => {
		loading ??= loadedOrNone(load);
		return loading;
	};

	return {
		isThere: async () => await library() !== undefined,
		async decode(bytes, options) {
			const sharp = await library();
			try {
				return await decodeWith(sharp!, bytes, options);
			} catch (error) {
				throw new Failure('corrupt', 'This picture cannot be decoded: it is broken, too large, or of a kind that is not known here.', {
					nextStep: {kind: 'show-bytes'}, cause: error,
				});
			}
		},
	};
}

async function loadedOrNone(load: () => Promise<Library>): Promise<Library | undefined> {
	try {
		return prepared(await load());
	} catch {
		return undefined; // the reason is of no use to a person
	}
}

async function loadSharp(): Promise<Library> {
	const {default: sharp} = await import('sharp');
	return sharp;
}

/** Reads nothing but the kinds we know (an SVG could refer to other files), keeps nothing, and leaves the other cores alone. */
function prepared(sharp: Library): Library {
	sharp.block({operation: ['VipsForeignLoad']});
	sharp.unblock({operation: readers});
	sharp.cache(false);
	sharp.concurrency(1);
	return sharp;
}

async function decodeWith(sharp: Library, bytes: Buffer, {box, form}: DecodeOptions): Promise<DecodedPicture> {
	const picture = sharp(bytes, {limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true}).timeout({seconds: longest});
	const {autoOrient, hasAlpha} = await picture.metadata();
	const fitted = picture.autoOrient().resize({...box, fit: 'inside', withoutEnlargement: true}).toColourspace('srgb');
	const {data, info} = await inForm(fitted, form, hasAlpha).toBuffer({resolveWithObject: true});
	return {
		bytes: data, pixels: {width: info.width, height: info.height}, isReduced: info.width < autoOrient.width,
	};
}

function inForm(picture: Sharp, form: PictureForm, hasAlpha: boolean): Sharp {
	switch (form) {
		case 'photo': {
			return hasAlpha ? picture.png({palette: true, effort: 1}) : picture.jpeg({quality: 80});
		}

		case 'png': {
			return picture.png({palette: true, effort: 1}); // 256 colours of its own: a third of the bytes
		}

		case 'pixels': {
			return picture.ensureAlpha().raw({depth: 'uchar'});
		}

		default: {
			return form satisfies never;
		}
	}
}
