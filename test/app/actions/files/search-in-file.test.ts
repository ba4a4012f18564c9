import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import type {ViewedFile} from '../../../../source/app/stores/viewer.ts';
import {
	message,
	said,
	type,
	until,
} from '../../../support/drive.ts';
import {draw} from '../../../support/app/draw.tsx';
import {fakeFiles, openTestApp, type TestApp} from '../../../support/app/test-app.ts';

const pieceSize = 65_536;

/** A large file of numbered lines that is made up while it is read; the service waits at `gate` before the piece there. */
function largeFile(size: number, {gateAt = Infinity, extra = new Map<number, string>()}: {readonly gateAt?: number; readonly extra?: ReadonlyMap<number, string>} = {}) {
	const gate = Promise.withResolvers<void>();
	const counts = {read: 0};
	const pieceAt = (at: number) => {
		const lines = Array.from({length: pieceSize / 64}, (_, index) => `${String((at / 64) + index).padStart(12, '0')} ${(extra.get((at / 64) + index) ?? 'some text').padEnd(50, '.')}\n`);
		return Buffer.from(lines.join(''));
	};

	const subject: ViewedFile = {
		name: 'large.log',
		path: '/large.log',
		size,
		files: {
			...fakeFiles('cloud', {}),
			async read(_path, {from = 0, signal} = {}) {
				return (async function * () {
					for (let at = from - (from % pieceSize); at < size; at += pieceSize) {
						if (at >= gateAt && from < gateAt) {
							await Promise.race([gate.promise, new Promise((_resolve, reject) => {
								signal?.addEventListener('abort', () => {
									reject(new DOMException('Aborted', 'AbortError'));
								});
							})]);
						}

						counts.read += pieceSize;
						yield pieceAt(at).subarray(Math.max(0, from - at));
					}
				})();
			},
		},
	};
	return {subject, counts, openGate: gate.resolve};
}

async function openViewer(subject: ViewedFile): Promise<TestApp> {
	const app = await openTestApp({columns: 80, rows: 24});
	app.stores.window.show('viewer');
	await app.stores.viewer.open(subject);
	return app;
}

const lineOf = ({stores: {viewer}}: TestApp) => viewer.get().top / 64;

describe('the search in the viewer', () => {
	it('shows how far it is, answers keys meanwhile, and is ended by Esc alone', async () => {
		const {subject, openGate, counts} = largeFile(20_000_000, {gateAt: pieceSize * 160});
		const app = await openViewer(subject);
		const screen = await draw(app);
		type(app, '/', ...'needle', 'Enter');
		await screen.shows('searching… 52% (Esc ends it)');

		type(app, 'Down', 'Down');
		expect(lineOf(app)).toBe(2);
		type(app, 'n');
		await screen.shows('searching… 52%');
		type(app, 'Esc');

		await said(app, 'The search has been ended.');
		expect(app.stores.viewer.get()).toMatchObject({name: 'large.log', searching: undefined});
		const {read} = counts;
		openGate();
		await screen.shows('000000000002 some text');
		expect(counts.read).toBe(read);
		expect(message(app)).toBe('The search has been ended.');
		type(app, 'Esc');
		expect(app.stores.window.get().screen).toBe('browser');
	});

	it('finds what is far away, goes on and back, and says when there is no more', async () => {
		const extra = new Map([[100, 'the Needle'], [200_000, 'a needle'], [280_000, 'NEEDLE']]);
		const {subject} = largeFile(20_000_000, {extra});
		const app = await openViewer(subject);

		const steps: number[] = [];
		const at = async (line: number) => {
			await expect.poll(() => lineOf(app)).toBe(line);
			steps.push(app.stores.viewer.get().bytes.length);
		};

		type(app, '/', ...'needle', 'Enter');
		await at(100);
		type(app, 'n');
		await at(200_000);
		type(app, 'n');
		await at(280_000);
		type(app, 'n');
		await said(app, '“needle” is not found below.');
		type(app, 'N');
		await at(200_000);
		type(app, 'N');
		await at(100);
		type(app, 'N');
		await said(app, '“needle” is not found above.');

		expect(Math.max(...steps)).toBeLessThan(2_000_000);
	});

	it('holds a part of a large file however far one scrolls, down and up again', async () => {
		const {subject} = largeFile(3_000_000);
		const app = await openViewer(subject);
		let most = 0;
		const scroll = async (key: string, isThere: () => boolean) => {
			for (let page = 0; page < 4000 && !isThere(); page += 1) {
				type(app, key);
				await until(() => !app.stores.viewer.get().isLoading);
				most = Math.max(most, app.stores.viewer.get().bytes.length);
			}
		};

		await scroll('PageDown', () => lineOf(app) >= 45_000);
		expect(lineOf(app)).toBeGreaterThanOrEqual(45_000);
		await scroll('PageUp', () => lineOf(app) === 0);

		expect(lineOf(app)).toBe(0);
		expect(most).toBeLessThan(1_500_000);
	});
});
