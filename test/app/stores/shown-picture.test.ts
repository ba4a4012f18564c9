import type {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {canShowWhole, pictureNote, shownPicture} from '../../../source/app/stores/shown-picture.ts';
import {createViewer, type ViewerState} from '../../../source/app/stores/viewer.ts';
import {pictureFacts} from '../../../source/files/picture-facts.ts';
import {photo, png} from '../../support/pictures.ts';

const thumbnail = photo({width: 160, height: 120});
const large = photo({
	width: 4000, height: 3000, thumbnail, size: 150_000,
});

const viewed = (bytes: Buffer, part: Partial<ViewerState> = {}): ViewerState => ({
	...createViewer().get(), size: bytes.length, bytes, picture: pictureFacts(bytes), ...part,
});

describe('what of a picture is shown', () => {
	it('is the whole of a small one that the terminal takes', () => {
		const small = png(20, 10);

		expect(shownPicture(viewed(small), 'kitty')).toEqual({bytes: small, pixels: {width: 20, height: 10}});
		expect(pictureNote(viewed(small), 'kitty')).toBe('');
	});

	it('is the small one inside a large one, until the whole is asked for', () => {
		expect(shownPicture(viewed(large), 'iterm2')?.bytes).toEqual(thumbnail);
		expect(pictureNote(viewed(large), 'iterm2')).toBe('This is the small picture inside it. v shows it: 150 kB go through the line.');

		expect(shownPicture(viewed(large, {isWhole: true}), 'iterm2')?.bytes).toBe(large);
		expect(shownPicture(viewed(large, {isWhole: true, isAtEnd: false}), 'iterm2')?.bytes).toEqual(thumbnail);
	});

	it('is nothing of a large one without a small one inside, and v is offered', () => {
		const state = viewed(png(20, 10, 150_000));

		expect(shownPicture(state, 'kitty')).toBeUndefined();
		expect(pictureNote(state, 'kitty')).toBe('v shows it: 150 kB go through the line.');
		expect(canShowWhole(state, 'kitty')).toBe(true);
	});

	it('is nothing of what the terminal does not take, and that is said', () => {
		const state = viewed(photo({width: 40, height: 30}));

		expect(shownPicture(state, 'kitty')).toBeUndefined();
		expect(pictureNote(state, 'kitty')).toBe('This terminal takes PNG pictures, not JPEG.');
		expect(canShowWhole(state, 'kitty')).toBe(false);
	});

	it('is nothing of what is broken, cut off, or larger than a terminal bears', () => {
		const huge = viewed(large, {size: 17_000_000, isAtEnd: false});

		expect(shownPicture(viewed(png(20, 10).subarray(0, 20)), 'kitty')).toBeUndefined();
		expect(shownPicture(viewed(png(20, 10), {problem: {code: 'offline', sentence: '', nextStep: ''}}), 'kitty')).toBeUndefined();
		expect(pictureNote(huge, 'iterm2')).toContain('Too large to be sent to a terminal: more than 16.8 MB.');
		expect(canShowWhole(huge, 'iterm2')).toBe(false);
	});
});
