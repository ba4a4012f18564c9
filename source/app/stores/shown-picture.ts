import {longSize} from '../../format.ts';
import {pictureFacts} from '../../files/pictures/picture-facts.ts';
import type {PictureFacts} from '../../files/pictures/facts.ts';
import type {PictureProtocol} from '../terminal/picture-protocol.ts';
import type {TerminalPicture} from '../terminal/picture-sequences.ts';
import type {FailureFacts} from '../../failure.ts';
import type {PictureAbility} from './picture-terminal.ts';
import type {ViewerState} from './viewer.ts';

const mostUnasked = 100_000; // bytes: sent without asking, even over a slow line
const mostSent = 16_777_216; // bytes: the most that is sent to a terminal
const mostFetched = 10_000_000; // bytes: fetched from the cloud without asking
const mostDecoded = 104_857_600; // bytes: the most that is held in memory

const formats: Readonly<Record<PictureProtocol, ReadonlyArray<PictureFacts['format']>>> = {
	kitty: ['PNG'], // besides raw pixels
	iterm2: ['PNG', 'JPEG', 'GIF'],
	sixel: [],
};

/** The picture to show: the decoded one; or else the file itself, when it is small or was asked for; or else its thumbnail. */
export function shownPicture(state: ViewerState, protocol: PictureProtocol | undefined): TerminalPicture | undefined {
	const {picture, bytes, size, decoding} = state;
	if (!picture || protocol === undefined) {
		return undefined;
	}

	if (decoding?.state === 'done') {
		return decoding.shown;
	}

	if (isOriginalShown(state, protocol)) {
		return originalPicture(protocol, bytes, picture);
	}

	const thumbnail = picture.thumbnail && picture.thumbnail.length <= mostUnasked && size > mostUnasked ? pictureFacts(picture.thumbnail) : undefined;
	return thumbnail && canShow(thumbnail, protocol) ? originalPicture(protocol, picture.thumbnail!, thumbnail) : undefined;
}

/** Whether the file goes to the terminal as it is: it is small, or was asked for and cannot be decoded. */
export function isOriginalShown(state: ViewerState, protocol: PictureProtocol): boolean {
	const {from, isAtEnd, problem, size, isWholeWanted, picture, decoding} = state;
	return picture !== undefined && canShow(picture, protocol) && from === 0 && isAtEnd && !problem && (size <= mostUnasked || (isWholeWanted && isGivenUp(decoding)));
}

/** Whether the whole file is read for decoding without asking. */
export function isReadUnasked({size, isLocal, isWholeWanted}: ViewerState): boolean {
	return size <= mostDecoded && (isLocal || isWholeWanted || size <= mostFetched);
}

/** Why no picture is shown, or only a thumbnail, and what to do about it; empty when there is nothing to say. */
export function pictureNote(state: ViewerState, {protocol, isAsked}: PictureAbility, problemText: (failure: FailureFacts) => string): string {
	const {picture, isLoading, decoding, problem} = state;
	if (protocol === undefined) {
		return isAsked ? '' : 'This terminal is not known to show pictures (setting: pictures).';
	}

	if (!picture || problem !== undefined || isOriginalShown(state, protocol)) {
		return '';
	}

	switch (decoding?.state) {
		case undefined:
		case 'under way': {
			return '';
		}

		case 'failed': {
			return isLoading ? '' : problemText(decoding.problem);
		}

		case 'done': {
			return decoding.isThumbnail ? `This is the small picture inside it. ${fetchOffer(state)}` : '';
		}

		case 'waits': {
			return fetchOffer(state);
		}

		case 'no decoder': {
			return isLoading ? '' : originalNote(state, protocol);
		}

		default: {
			return decoding satisfies never;
		}
	}
}

function fetchOffer({size}: ViewerState): string {
	return size > mostDecoded ? `Too large to be decoded: more than ${longSize(mostDecoded)}.` : `v shows it: ${longSize(size)} are fetched for it.`;
}

/** The same without a decoder, when only the file itself can be shown. */
function originalNote(state: ViewerState, protocol: PictureProtocol): string {
	const {picture, size} = state;
	if (!canShow(picture!, protocol)) {
		const kinds = formats[protocol].length === 0 ? 'no files' : `${formats[protocol].join(', ')} pictures`;
		return `This terminal takes ${kinds}, not ${picture!.format}; what would decode it (sharp) is not installed.`;
	}

	const offer = size > mostSent ? `Too large to be sent to a terminal: more than ${longSize(mostSent)}.` : `v shows it: ${longSize(size)} go through the line.`;
	return shownPicture(state, protocol) ? `This is the small picture inside it. ${offer}` : offer;
}

/** Whether the whole picture can be shown once it has been read. */
export function canShowWhole({picture, size, decoding}: ViewerState, protocol: PictureProtocol | undefined): boolean {
	if (!picture || protocol === undefined) {
		return false;
	}

	return isGivenUp(decoding) ? canShow(picture, protocol) && size <= mostSent : size <= mostDecoded;
}

function isGivenUp(decoding: ViewerState['decoding']): boolean {
	return decoding?.state === 'failed' || decoding?.state === 'no decoder';
}

function originalPicture(protocol: PictureProtocol, bytes: TerminalPicture['bytes'], {pixels}: PictureFacts): TerminalPicture | undefined {
	return pixels && {
		protocol, bytes, pixels, isReduced: false,
	};
}

function canShow({format, pixels}: PictureFacts, protocol: PictureProtocol): boolean {
	return pixels !== undefined && formats[protocol].includes(format);
}
