import {Buffer} from 'node:buffer';
import sharp from 'sharp';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {showWholePicture} from '../../../source/app/actions/files/view.ts';
import {watchPictures} from '../../../source/app/watchers/pictures.ts';
import {createPictureDecoder, type PictureDecoder} from '../../../source/files/pictures/picture-decoder.ts';
import {pictureFacts} from '../../../source/files/pictures/picture-facts.ts';
import type {FileSystem} from '../../../source/files/file-system.ts';
import type {PicturePreference} from '../../../source/app/terminal/picture-protocol.ts';
import {photo} from '../../support/pictures.ts';
import {readSixels} from '../../support/program/sixels.ts';
import {fakeFiles, openTestApp, type TestApp} from '../../support/app/test-app.ts';

const picture = await sharp({
	create: {
		width: 2000, height: 1500, channels: 3, background: 'teal', noise: {type: 'gaussian', mean: 128, sigma: 20},
	},
}).jpeg().toBuffer();

function filesWith(content: Buffer, kind: 'local' | 'cloud' = 'local'): FileSystem & {readonly reads: number[]} {
	const reads: number[] = [];
	return {
		...fakeFiles(kind, {}),
		reads,
		async read(_path, {from = 0} = {}) {
			reads.push(from);
			return (async function * () {
				for (let at = from; at < content.length; at += 65_536) {
					yield content.subarray(at, at + 65_536);
				}
			})();
		},
	};
}

const answers = [
	{kind: 'answer', about: 'cell', pixels: {width: 10, height: 20}},
	{kind: 'answer', about: 'attributes', values: [62, 4]},
] as const;

/** The app with a terminal that answers at once that a cell has 10 times 20 pixels. */
async function openWith(pictures: PicturePreference, pictureDecoder: PictureDecoder = createPictureDecoder()): Promise<TestApp> {
	const app = await openTestApp({pictures, pictureDecoder});
	onTestFinished(watchPictures(app));
	app.stores.pictures.subscribe(() => {
		const {isAsked, cell} = app.stores.pictures.get();
		for (const answer of isAsked && !cell ? answers : []) {
			app.stores.pictures.hear(answer);
		}
	});
	return app;
}

const open = async (app: TestApp, content: Buffer, {size = content.length, kind = 'local'}: {readonly size?: number; readonly kind?: 'local' | 'cloud'} = {}) => {
	const files = filesWith(content, kind);
	await app.stores.viewer.open({
		name: 'a', path: '/a', size, files,
	});
	return files;
};

const until = async (app: TestApp, state: string) => expect.poll(() => app.stores.viewer.get().decoding?.state).toBe(state);
const shownOf = ({stores: {viewer}}: TestApp) => {
	const {decoding} = viewer.get();
	return decoding?.state === 'done' ? decoding.shown : undefined;
};

describe('a picture in the viewer', () => {
	it.each([['kitty', 'PNG'], ['iterm2', 'JPEG']] as const)('is made for its place in the form that the terminal takes: %s', async (protocol, format) => {
		const app = await openWith(protocol);

		await open(app, picture);
		await until(app, 'done');

		const {pixels, bytes, isReduced} = shownOf(app)!;
		expect({pixels, isReduced}).toEqual({pixels: {width: 480, height: 360}, isReduced: true}); // 78 times 18 cells
		expect(pictureFacts(bytes)).toMatchObject({format, pixels});
		expect(bytes.length).toBeLessThan(picture.length);
	});

	it('is sixels where the terminal says that it shows those', async () => {
		const app = await openWith('ask');

		await open(app, picture);
		await until(app, 'done');

		expect(shownOf(app)).toMatchObject({protocol: 'sixel', pixels: {width: 480, height: 360}});
		expect(readSixels(shownOf(app)!.bytes.toString())).toMatchObject({width: 480, height: 360});
	});

	it('is made again when the window has another size, from what was read', async () => {
		const app = await openWith('kitty');
		const files = await open(app, picture);
		await until(app, 'done');
		const reads = files.reads.length;

		app.stores.window.resize({columns: 40, rows: 24});

		await expect.poll(() => shownOf(app)?.pixels.width).toBe(380);
		expect(files.reads).toHaveLength(reads);
	});

	it('costs no more than its pixels on a large window', async () => {
		const app = await openWith('kitty');
		app.stores.window.resize({columns: 300, rows: 80});

		await open(app, picture);
		await until(app, 'done');

		const {pixels} = shownOf(app)!;
		expect(pixels.width * pixels.height).toBeLessThanOrEqual(300_000);
	});

	it('is fetched from the cloud unasked where it is not large', async () => {
		const app = await openWith('kitty');

		await open(app, picture, {kind: 'cloud'});

		await until(app, 'done');
	});

	it('waits for v where it is large and elsewhere', async () => {
		const app = await openWith('kitty');
		const content = Buffer.concat([picture, Buffer.alloc(400_000)]);
		const files = await open(app, content, {kind: 'cloud', size: 12_000_000});
		await until(app, 'waits');
		expect(files.reads).toEqual([0]);

		showWholePicture(app);

		await until(app, 'done');
		expect(files.reads).toHaveLength(2);
		expect(app.stores.viewer.get().bytes).toHaveLength(content.length);
	});

	it('is left at once while it is decoded, and nothing of it comes later', async () => {
		const started = Promise.withResolvers<void>();
		const decoding = Promise.withResolvers<never>();
		const app = await openWith('kitty', {
			isThere: async () => true,
			async decode() {
				started.resolve();
				return decoding.promise;
			},
		});
		await open(app, picture);
		await started.promise;

		app.stores.viewer.close();
		decoding.reject(new Error('Stopped'));
		await decoding.promise.catch(() => undefined);

		expect(app.stores.viewer.get()).toMatchObject({name: '', size: 0});
		expect(app.stores.viewer.get().decoding).toBeUndefined();
	});

	it('is said to be broken where it is', async () => {
		const app = await openWith('kitty');

		await open(app, photo({width: 400, height: 300, size: 3000}));

		await until(app, 'failed');
	});

	it('is read to its end without a decoder only when asked for', async () => {
		const app = await openWith('iterm2', createPictureDecoder(async () => {
			throw new Error('Not installed');
		}));
		const content = photo({width: 4000, height: 3000, size: 700_000});
		const files = await open(app, content);
		await until(app, 'no decoder');
		expect(files.reads).toEqual([0]);

		showWholePicture(app);

		await expect.poll(() => app.stores.viewer.get().bytes.length).toBe(content.length);
	});
});
