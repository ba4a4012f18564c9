import type {Buffer} from 'node:buffer';
import {longSize} from '../../format.ts';
import {pictureFacts, type PictureFacts} from '../../files/picture-facts.ts';
import type {PictureProtocol} from '../terminal/picture-protocol.ts';
import type {ViewerState} from './viewer.ts';

/** A file that the terminal can show. */
export type ShownPicture = {readonly bytes: Buffer; readonly pixels: {readonly width: number; readonly height: number}};

const small = 100_000; // bytes: as many go through a slow line unasked
const largest = 16_777_216; // bytes: more are not sent to a terminal

const formats: Readonly<Record<PictureProtocol, ReadonlyArray<PictureFacts['format']>>> = {
	kitty: ['PNG'], // what else it takes are bare pixels
	iterm2: ['PNG', 'JPEG', 'GIF'],
};

/** What of a file is shown as a picture: the whole when it is small or was asked for; else the small one inside it. */
export function shownPicture(state: ViewerState, protocol: PictureProtocol | undefined): ShownPicture | undefined {
	const {picture, bytes, size} = state;
	if (!picture || protocol === undefined) {
		return undefined;
	}

	if (isWholeShown(state) && canShow(picture, protocol)) {
		return picture.pixels && {bytes, pixels: picture.pixels};
	}

	const thumbnail = picture.thumbnail && picture.thumbnail.length <= small && size > small ? pictureFacts(picture.thumbnail) : undefined;
	return thumbnail?.pixels && canShow(thumbnail, protocol) ? {bytes: picture.thumbnail!, pixels: thumbnail.pixels} : undefined;
}

/** Why no picture is seen, or no better one, and what to do about it. */
export function pictureNote(state: ViewerState, protocol: PictureProtocol | undefined): string {
	const {picture, size, isLoading} = state;
	if (protocol === undefined) {
		return 'This terminal is not known to show pictures (setting: pictures).';
	}

	if (!picture?.pixels) {
		return '';
	}

	if (!canShow(picture, protocol)) {
		return `This terminal takes ${formats[protocol].join(', ')} pictures, not ${picture.format}.`;
	}

	if (isLoading || isWholeShown(state)) {
		return '';
	}

	const way = size > largest ? `Too large to be sent to a terminal: more than ${longSize(largest)}.` : `v shows it: ${longSize(size)} go through the line.`;
	return shownPicture(state, protocol) ? `This is the small picture inside it. ${way}` : way;
}

/** Whether reading on would show more of it. */
export function canShowWhole({picture, size}: ViewerState, protocol: PictureProtocol | undefined): boolean {
	return picture?.pixels !== undefined && protocol !== undefined && canShow(picture, protocol) && size <= largest;
}

function isWholeShown({from, isAtEnd, size, isWhole, problem}: ViewerState): boolean {
	return from === 0 && isAtEnd && !problem && (size <= small || isWhole);
}

function canShow({format}: PictureFacts, protocol: PictureProtocol): boolean {
	return formats[protocol].includes(format);
}
