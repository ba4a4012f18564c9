import type {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {canShowWhole, pictureNote, shownPicture} from '../../../source/app/stores/shown-picture.ts';
import {createViewer, type Decoding, type ViewerState} from '../../../source/app/stores/viewer.ts';
import type {PictureProtocol} from '../../../source/app/terminal/picture-protocol.ts';
import {pictureFacts} from '../../../source/files/pictures/picture-facts.ts';
import {photo, png} from '../../support/pictures.ts';
import {commands} from '../../../source/app/command-table/commands.ts';
import {problemText} from '../../../source/app/keymap/advice-text.ts';

const thumbnail = photo({width: 160, height: 120});
const large = photo({
	width: 4000, height: 3000, thumbnail, size: 150_000,
});

const without: {readonly decoding: Decoding} = {decoding: {state: 'no decoder'}};
const viewed = (bytes: Buffer, part: Partial<ViewerState> = {}): ViewerState => ({
	...createViewer().get(), size: bytes.length, bytes, picture: pictureFacts(bytes), ...part,
});
const noteOf = (state: ViewerState, protocol: PictureProtocol) => pictureNote(state, {protocol, cell: undefined, isAsked: false}, failure => problemText(failure, {commands}));

describe('what of a picture is shown', () => {
	it('is the whole of a small one that the terminal takes', () => {
		const small = png(20, 10);

		expect(shownPicture(viewed(small), 'kitty')).toEqual({
			protocol: 'kitty', bytes: small, pixels: {width: 20, height: 10}, isReduced: false,
		});
		expect(noteOf(viewed(small), 'kitty')).toBe('');
	});

	it('is what was made of it for the terminal', () => {
		const shown = {
			protocol: 'sixel', bytes: png(1, 1), pixels: {width: 1, height: 1}, isReduced: true,
		} as const;

		expect(shownPicture(viewed(large, {decoding: {state: 'done', shown, isThumbnail: false}}), 'sixel')).toBe(shown);
		expect(noteOf(viewed(large, {decoding: {state: 'done', shown, isThumbnail: false}}), 'sixel')).toBe('');
		expect(noteOf(viewed(large, {decoding: {state: 'done', shown, isThumbnail: true}}), 'sixel')).toBe('This is the small picture inside it. v shows it: 150 kB are fetched for it.');
	});

	it('is, while it is decoded, the small one inside it where the terminal takes that', () => {
		const state = viewed(large, {decoding: {state: 'under way'}, isWholeWanted: true});

		expect(shownPicture(state, 'iterm2')?.bytes).toEqual(thumbnail);
		expect(shownPicture(state, 'kitty')).toBeUndefined();
		expect(noteOf(state, 'iterm2')).toBe('');
	});

	it('is nothing of what cannot be decoded, and that is said', () => {
		const problem = {code: 'corrupt', sentence: 'This picture cannot be decoded.', nextStep: {kind: 'show-bytes'}} as const;

		expect(noteOf(viewed(large, {decoding: {state: 'failed', problem}}), 'kitty')).toBe('This picture cannot be decoded. x shows its bytes.');
		expect(noteOf(viewed(large, {size: 200_000_000, decoding: {state: 'waits'}}), 'kitty')).toContain('Too large to be decoded: more than 105 MB.');
		expect(canShowWhole(viewed(large, {size: 200_000_000, decoding: {state: 'waits'}}), 'kitty')).toBe(false);
	});

	it('is nothing of what is broken, cut off, or could not be read', () => {
		expect(shownPicture(viewed(png(20, 10).subarray(0, 20)), 'kitty')).toBeUndefined();
		expect(shownPicture(viewed(png(20, 10), {problem: {code: 'offline', sentence: '', nextStep: ''}}), 'kitty')).toBeUndefined();
	});
});

describe('what of a picture is shown without a decoder', () => {
	it('is the small one inside a large one, until the whole is asked for', () => {
		expect(shownPicture(viewed(large, without), 'iterm2')?.bytes).toEqual(thumbnail);
		expect(noteOf(viewed(large, without), 'iterm2')).toBe('This is the small picture inside it. v shows it: 150 kB go through the line.');

		expect(shownPicture(viewed(large, {...without, isWholeWanted: true}), 'iterm2')?.bytes).toBe(large);
		expect(shownPicture(viewed(large, {...without, isWholeWanted: true, isAtEnd: false}), 'iterm2')?.bytes).toEqual(thumbnail);
	});

	it('is nothing of a large one without a small one inside, and v is offered', () => {
		const state = viewed(png(20, 10, 150_000), without);

		expect(shownPicture(state, 'kitty')).toBeUndefined();
		expect(noteOf(state, 'kitty')).toBe('v shows it: 150 kB go through the line.');
		expect(canShowWhole(state, 'kitty')).toBe(true);
	});

	it('is nothing of what the terminal does not take, and that is said', () => {
		const state = viewed(photo({width: 40, height: 30}), without);

		expect(shownPicture(state, 'kitty')).toBeUndefined();
		expect(noteOf(state, 'kitty')).toBe('This terminal takes PNG pictures, not JPEG; what would decode it (sharp) is not installed.');
		expect(noteOf(state, 'sixel')).toBe('This terminal takes no files, not JPEG; what would decode it (sharp) is not installed.');
		expect(canShowWhole(state, 'kitty')).toBe(false);
	});

	it('is nothing of what is larger than a terminal bears', () => {
		const huge = viewed(large, {...without, size: 17_000_000, isAtEnd: false});

		expect(noteOf(huge, 'iterm2')).toContain('Too large to be sent to a terminal: more than 16.8 MB.');
		expect(canShowWhole(huge, 'iterm2')).toBe(false);
	});
});
