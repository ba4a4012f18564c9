import {Buffer} from 'node:buffer';
import {failureFacts, toFailure} from '../../failure.ts';
import type {DecodeOptions, PictureForm, PictureSize} from '../../files/pictures/picture-decoder.ts';
import type {App} from '../app.ts';
import {placeOfPicture, type PicturePlace} from '../layout/picture-place.ts';
import {isReadUnasked, isOriginalShown} from '../stores/shown-picture.ts';
import type {Decoding} from '../stores/viewer.ts';
import type {PictureProtocol} from '../terminal/picture-protocol.ts';
import {leastCell, type TerminalPicture} from '../terminal/picture-sequences.ts';
import {sixels} from '../terminal/sixel.ts';

/*
A picture for the terminal: no more pixels than its place has, in a format that the terminal supports. Reading and decoding
run in the background: closing the viewer or resizing the window does not wait for them.
*/

/** Decodes the picture in the viewer, again after each resize of the window. */
export function watchPictures(app: App): () => void {
	const {stores: {viewer, window, pictures}} = app;
	let working = new AbortController();
	let seen: readonly unknown[] = [];
	const look = () => {
		const {picture, isWholeWanted} = viewer.get();
		const {size} = window.get();
		const inputs = [picture, isWholeWanted, size, pictures.get().protocol];
		if (inputs.every((part, index) => part === seen[index])) {
			return;
		}

		seen = inputs;
		working.abort();
		working = new AbortController();
		const {signal} = working;
		if (picture) {
			app.attempt(async () => work(app, signal));
		}
	};

	const stops = [viewer, window, pictures].map(store => store.subscribe(look));
	return () => {
		working.abort();
		for (const stop of stops) {
			stop();
		}
	};
}

async function work(app: App, signal: AbortSignal): Promise<void> {
	const {stores: {viewer, pictures, window}, service: {pictureDecoder}} = app;
	const place = placeOfPicture(window.get().size);
	await pictures.ask(signal);
	const {protocol} = pictures.get();
	if (signal.aborted || !place || protocol === undefined || isOriginalShown(viewer.get(), protocol)) {
		return;
	}

	const isThere = await pictureDecoder.isThere();
	if (signal.aborted) {
		return;
	}

	if (isThere && isReadUnasked(viewer.get())) {
		await viewer.readWhole();
	} else if (!isThere && viewer.get().isWholeWanted) {
		viewer.setDecoding({state: 'no decoder'});
		await viewer.readWhole();
	}

	if (!signal.aborted) {
		await decodeFor(app, {
			isThere, protocol, place, signal,
		});
	}
}

type DecodeTask = {readonly isThere: boolean; readonly protocol: PictureProtocol; readonly place: PicturePlace; readonly signal: AbortSignal};

async function decodeFor({stores: {viewer, pictures}, service: {pictureDecoder}}: App, {isThere, protocol, place, signal}: DecodeTask): Promise<void> {
	const {picture, bytes, from, isAtEnd, problem} = viewer.get();
	const isThumbnail = from > 0 || !isAtEnd || problem !== undefined;
	const file = isThumbnail ? picture?.thumbnail : bytes;
	if (!isThere || !file) {
		viewer.setDecoding({state: isThere ? 'waits' : 'no decoder'});
		return;
	}

	viewer.setDecoding({state: 'under way'});
	const options = decodeOptionsFor(protocol, place, pictures.get().cell);
	const decoding = await outcome(async () => ({state: 'done', isThumbnail, shown: inTerminal(protocol, await pictureDecoder.decode(file, options))}));
	if (!signal.aborted) {
		viewer.setDecoding(decoding);
	}
}

async function outcome(decode: () => Promise<Decoding>): Promise<Decoding> {
	try {
		return await decode();
	} catch (error) {
		return {state: 'failed', problem: failureFacts(toFailure(error))};
	}
}

const forms: Readonly<Record<PictureProtocol, PictureForm>> = {iterm2: 'photo', kitty: 'png', sixel: 'pixels'};

// This is about 300 kB on the line: more would block the keys on a slow one. The terminal scales pictures up, except sixels.
const maxPixels: Readonly<Record<PictureProtocol, number>> = {iterm2: 1_500_000, kitty: 300_000, sixel: 300_000};
const usualCell: PictureSize = {width: 10, height: 20};

function decodeOptionsFor(protocol: PictureProtocol, {columns, rows}: PicturePlace, told: PictureSize | undefined): DecodeOptions {
	const cell = told ?? (protocol === 'sixel' ? leastCell : usualCell);
	const whole = {width: columns * cell.width, height: rows * cell.height};
	const scale = Math.min(1, Math.sqrt(maxPixels[protocol] / (whole.width * whole.height)));
	return {
		form: forms[protocol],
		box: {width: Math.max(1, Math.floor(whole.width * scale)), height: Math.max(1, Math.floor(whole.height * scale))},
	};
}

function inTerminal(protocol: PictureProtocol, {bytes, ...picture}: Omit<TerminalPicture, 'protocol'>): TerminalPicture {
	return {...picture, protocol, bytes: protocol === 'sixel' ? Buffer.from(sixels(bytes, picture.pixels)) : bytes};
}
