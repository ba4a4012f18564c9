import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {startSearch} from '../../../source/app/actions/files/search-in-file.ts';
import {scrollView} from '../../../source/app/actions/files/view.ts';
import {pictureText} from '../../../source/app/layout/picture-text.ts';
import {textRowsFrom, type HeldPart} from '../../../source/app/layout/view-rows.ts';
import {hexRow} from '../../../source/app/layout/view-text.ts';
import {textWidth} from '../../../source/app/text/text-width.ts';
import {createViewer, viewKind, type ViewedFile} from '../../../source/app/stores/viewer.ts';
import {photo, png} from '../../support/pictures.ts';
import {draw} from '../../support/app/draw.tsx';
import {type} from '../../support/drive.ts';
import {fakeFiles, file, openTestApp} from '../../support/app/test-app.ts';

const MiB = 1_048_576;

const textRows = (bytes: Buffer, {cells, ...held}: Omit<HeldPart, 'from' | 'bytes'> & {readonly cells: number}) => textRowsFrom({from: 0, bytes, ...held}, 0, {cells, most: Infinity}).map(({text}) => text);

/** A file of numbered lines; writes down how much of it was read, and from where. */
function longFile() {
	const content = Buffer.from(Array.from({length: 200_000}, (_, index) => `line ${index}\n`).join(''));
	const reads: Array<{from: number; length: number}> = [];
	const files = {
		...fakeFiles('cloud', {}),
		async read(_path: string, {from = 0}: {readonly from?: number} = {}) {
			const read = {from, length: 0};
			reads.push(read);
			return (async function * () {
				for (let at = from; at < content.length; at += 65_536) {
					const chunk = content.subarray(at, at + 65_536);
					read.length += chunk.length;
					yield chunk;
				}
			})();
		},
	};
	return {
		subject: {
			name: 'long.log', path: '/long.log', size: content.length, files,
		}, reads, size: content.length,
	};
}

function subjectOf(content: Buffer): ViewedFile {
	return {
		name: 'a.jpg',
		path: '/a.jpg',
		size: content.length,
		files: {
			...fakeFiles('cloud', {}),
			async read(_path, {from = 0} = {}) {
				return (async function * () {
					for (let at = from; at < content.length; at += 65_536) {
						yield content.subarray(at, at + 65_536);
					}
				})();
			},
		},
	};
}

describe('the viewer', () => {
	it('reads the first piece of a file, and on only when asked to', async () => {
		const {subject, reads} = longFile();
		const viewer = createViewer();

		await viewer.open(subject);
		expect(reads).toEqual([{from: 0, length: 262_144}]);
		await viewer.readMore();

		expect(reads.map(({from}) => from)).toEqual([0, 262_144]);
		expect(textRows(viewer.get().bytes, {cells: 80, isAtEnd: false, encoding: undefined}).slice(0, 2)).toEqual(['line 0', 'line 1']);
	});

	it('jumps to the end without what lies between', async () => {
		const {subject, reads, size} = longFile();
		const viewer = createViewer();
		await viewer.open(subject);

		await viewer.jump('end');

		expect(reads).toHaveLength(2);
		expect(reads.reduce((sum, {length}) => sum + length, 0)).toBeLessThan(MiB / 2);
		expect(viewer.get()).toMatchObject({isAtEnd: true});
		expect(viewer.get().from + viewer.get().bytes.length).toBe(size);
		expect(textRows(viewer.get().bytes, {cells: 80, isAtEnd: true, encoding: undefined}).at(-1)).toBe('line 199999');
	});

	it('is at the start before the next key counts from there', async () => {
		const app = await openTestApp();
		await app.stores.viewer.open(longFile().subject);
		app.stores.window.show('viewer');

		type(app, 'Down', 'Down', 'Home', 'Down');

		expect(app.stores.viewer.get().top).toBe('line 0\n'.length);
		await app.stores.viewer.readMore();
		expect(app.stores.viewer.get().top).toBe('line 0\n'.length);
	});

	it('reads what was written to a file since, and a shorter one anew', async () => {
		let content = 'one\n';
		const viewer = createViewer();
		const files = {
			...fakeFiles('local', {}),
			stat: async () => file('a.log', content.length),
			async read(_path: string, {from = 0}: {readonly from?: number} = {}) {
				return (async function * () {
					yield Buffer.from(content.slice(from));
				})();
			},
		};
		await viewer.open({
			name: 'a.log', path: '/a.log', size: content.length, files,
		});

		content = 'one\ntwo\n';
		await viewer.readOn();
		expect(viewer.get()).toMatchObject({size: 8, isAtEnd: true, bytes: Buffer.from(content)});
		content = 'new\n';
		await viewer.readOn();
		expect(viewer.get()).toMatchObject({size: 4, from: 0, bytes: Buffer.from(content)});
	});

	it('says below what it has read why that is not all', async () => {
		const app = await openTestApp({columns: 60, rows: 12});
		const screen = await draw(app);
		app.stores.window.show('viewer');
		app.stores.viewer.set({
			...app.stores.viewer.get(), name: 'a.log', size: 1000, bytes: Buffer.from(Array.from({length: 50}, (_, row) => `line ${row}\n`).join('')), problem: {code: 'offline', sentence: 'Jottacloud could not be reached.', nextStep: 'Try again.'},
		});
		scrollView(app, 100);

		const rows = (await screen.screen()).split('\n');
		expect(rows[0]).toMatch(/^ a\.log {2}! broken off/v);
		expect(rows.slice(6, 9)).toEqual(['line 49', ' Jottacloud could not be reached. Try again. Ctrl-R reads', ' on.']);
	});

	it('shows bytes when a file is no text', async () => {
		const viewer = createViewer();
		const files = {
			...fakeFiles('local', {}), async read() {
				return (async function * () {
					yield Buffer.from([0, 1, 0x48, 0x69]);
				})();
			},
		};

		await viewer.open({
			name: 'a.bin', path: '/a.bin', size: 4, files,
		});

		expect(viewer.get().isHex).toBe(true);
		expect(hexRow(viewer.get().bytes, 0)).toMatch(/^00000000 {2}00 01 48 69 .* {2}\.\.Hi$/v);
	});
});

describe('text', () => {
	it('is seen though its one line has no end yet', () => {
		const rows = textRows(Buffer.from('x'.repeat(10_000)), {cells: 80, isAtEnd: false, encoding: undefined});

		expect(rows).toHaveLength(124); // all that are whole
		expect(new Set(rows)).toEqual(new Set(['x'.repeat(80)]));
	});

	it.each([
		['UTF-16', Buffer.from('\u{FEFF}blåbær\nsyltetøy\n', 'utf16le')],
		['UTF-16, the other way round', Buffer.from('\u{FEFF}blåbær\nsyltetøy\n', 'utf16le').swap16()],
		['Latin-1', Buffer.from('blåbær\nsyltetøy\n', 'latin1')],
		['what most are written in', Buffer.from('blåbær\nsyltetøy\n')],
	])('is read by what it is written in: %s', async (_, content) => {
		const viewer = createViewer();
		await viewer.open(subjectOf(content));
		const {bytes, isAtEnd, encoding} = viewer.get();

		expect(viewKind(viewer.get())).toBe('text');
		expect(textRows(bytes, {cells: 80, isAtEnd, encoding})).toEqual(['blåbær', 'syltetøy']);
	});

	it('stays UTF-8 where a byte of it is wrong, or where it begins within a character', () => {
		const bytes = Buffer.concat([Buffer.from('å').subarray(1), Buffer.from('blåbær syltetøy')]);

		expect(textRows(bytes, {cells: 80, isAtEnd: true, encoding: undefined})).toEqual(['\u{FFFD}blåbær syltetøy']);
	});

	it('never sends anything to the terminal that it could act on, and always fits', () => {
		fc.assert(fc.property(fc.uint8Array({maxLength: 300}), fc.integer({min: 10, max: 100}), (bytes, cells) => {
			for (const row of textRows(Buffer.from(bytes), {cells, isAtEnd: true, encoding: undefined})) {
				expect(row).not.toMatch(/[\p{Control}\u{202A}-\u{202E}]/v);
				expect(textWidth(row)).toBeLessThanOrEqual(cells);
			}
		}));
	});

	it('shows a picture as what is known of it, and its bytes when asked', async () => {
		const app = await openTestApp();
		await app.stores.viewer.open(subjectOf(photo({
			width: 4000, height: 3000, taken: '2026:04:12 14:03:11', size: 300_000,
		})));
		expect(viewKind(app.stores.viewer.get())).toBe('picture');
		expect(pictureText(app.stores.viewer.get().picture!)).toBe('JPEG picture, 4000×3000, 24 bits a pixel, taken 2026-04-12 14:03');

		scrollView(app, 5);
		startSearch(app);
		expect(app.stores.viewer.get().bytes.length).toBeLessThan(300_000);
		expect(app.stores.window.get().dialog).toBeUndefined();

		app.stores.viewer.toggleHex();
		expect(viewKind(app.stores.viewer.get())).toBe('bytes');
	});

	it('says of a picture with a broken header that it is broken', async () => {
		const viewer = createViewer();

		await viewer.open(subjectOf(png(10, 10).subarray(0, 20)));

		expect(pictureText(viewer.get().picture!)).toBe('PNG picture, but its header is broken or cut off');
	});
});
