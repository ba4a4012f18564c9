import {describe, expect, it} from 'vitest';
import type {TreeEntry} from '../../../source/files/file-system.ts';
import {archive, fillTrash} from '../../support/cloud.ts';
import {openCloudApp} from '../../support/app/cloud-app.ts';
import {draw} from '../../support/app/draw.tsx';
import {file, now, openTestApp} from '../../support/app/test-app.ts';
import {eventually, type} from '../../support/drive.ts';

const many = 50_000;

describe(`a trash of ${many} items`, () => {
	it('shows its first rows while the others come, by one request, and is left by a change of the screen alone', async () => {
		const {app, sandbox} = await openCloudApp();
		fillTrash(sandbox, many);
		const before = sandbox.log.length;
		const firstRows = Promise.withResolvers<number>();
		app.stores.trash.subscribe(() => {
			const {rows} = app.stores.trash.get();
			if (rows.length > 0) {
				firstRows.resolve(rows.length);
			}
		});

		type(app, 'g', 't');
		expect(await firstRows.promise).toBeLessThan(many);
		expect(app.stores.trash.get().isLoading).toBe(true);
		type(app, 'Esc');

		expect(app.stores.window.get().screen).toBe('browser');
		expect(app.stores.trash.get().isLoading).toBe(false);
		const left = app.stores.trash.get();
		await eventually(() => {
			expect(sandbox.log.slice(before).map(({path}) => path.split('/').at(-1))).toEqual(['Trash']);
		});
		expect(app.stores.trash.get()).toBe(left); // what is on its way is for nobody
	});

	it('reads the rows in sight for a step of the cursor, or a mark', async () => {
		const app = await openTestApp();
		let reads = 0;
		const rows = Array.from({length: many}, (_, index): TreeEntry => {
			const entry = {...file(`gone ${index}.jpg`), deletedAt: now};
			return {
				path: `${archive}/${entry.name}`,
				get entry() {
					reads += 1;
					return entry;
				},
			};
		});
		await app.stores.trash.load(async function * () {
			yield rows;
		});
		app.stores.window.show('trash');
		const {screen} = await draw(app);
		expect(await screen()).toContain('gone 0.jpg');

		for (const {key, shown} of [{key: 'Down', shown: '50,000 items'}, {key: 'Space', shown: '1 marked'}, {key: 'PageDown', shown: 'gone 20.jpg'}]) {
			reads = 0;
			type(app, key);
			await eventually(async () => {
				expect(await screen()).toContain(shown);
			});
			expect(reads).toBeGreaterThan(0);
			expect(reads).toBeLessThan(200);
		}
	});
});
