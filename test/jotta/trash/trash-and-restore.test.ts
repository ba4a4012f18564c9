import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {makeFolder, trashEntry} from '../../../source/jotta/changes.ts';
import type {Client} from '../../../source/jotta/client.ts';
import {readEntry} from '../../../source/jotta/find.ts';
import {
	createDevice,
	createMountpoint,
	findMountpoint,
	trashMountpoint,
} from '../../../source/jotta/places.ts';
import {restoreEntry} from '../../../source/jotta/trash/restore.ts';
import {
	archive,
	openAccount,
	put,
	stateBelow,
} from '../../support/cloud.ts';

const file = fc.record({
	folder: fc.constantFrom('', '/one', '/one/deep', '/two', '/two/deep/deeper'),
	name: fc.constantFrom('a.txt', 'b.txt', 'c.txt', 'd.txt'),
	isEarlier: fc.boolean(), // trashed before the rest
});
const story = fc.record({
	kind: fc.constantFrom('folder', 'mountpoint', 'file'),
	files: fc.array(file, {minLength: 1, maxLength: 12}),
	empty: fc.array(fc.constantFrom('/empty', '/one/empty'), {maxLength: 2}),
	cuts: fc.array(fc.integer({min: 0, max: 45}), {maxLength: 3}), // requests that go through before the session ends
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

/** Builds what the story tells; some of it is in the trash already. */
async function build(client: Client, top: string, {files, empty}: Story): Promise<void> {
	for (const [index, {folder, name}] of files.entries()) {
		await put(client, `${top}${folder}/${name}`, `content ${index % 5}`, 1_700_000_000_000 + (index * 1000));
	}

	for (const folder of empty) {
		await makeFolder(top + folder, {client});
	}

	const earlier = new Set(files.filter(({isEarlier}) => isEarlier).map(({folder, name}) => `${top}${folder}/${name}`));
	for (const path of earlier) {
		await trashEntry(path, 'file', {client});
	}
}

async function trash(client: Client, top: string, kind: Story['kind']): Promise<number> {
	if (kind === 'mountpoint') {
		await trashMountpoint(top, {client});
		return (await findMountpoint(top, {client}))!.deletedAt!;
	}

	await trashEntry(top, kind === 'file' ? 'file' : 'folder', {client});
	return (await readEntry(top, {client})).deletedAt!;
}

describe('to the trash and back', () => {
	it('leaves every tree as it was, earlier tombstones too, however often the restore broke off', async () => {
		const {client, sandbox} = await openAccount();
		await createDevice('NAS', {client});
		let count = 0;
		await fc.assert(fc.asyncProperty(story, async told => {
			count += 1;
			const {kind, cuts} = told;
			const place = kind === 'mountpoint' ? `/NAS/M${count}` : `${archive}/run ${count}`;
			if (kind === 'mountpoint') {
				await createMountpoint(place, {client});
			}

			if (kind === 'file') {
				await put(client, `${place}/x.txt`, 'first');
				await put(client, `${place}/x.txt`, 'second');
			} else {
				await build(client, place, told);
			}

			const before = await stateBelow(client, place);
			sandbox.state.clock.advance(60_000);
			const path = kind === 'file' ? `${place}/x.txt` : place;
			const deletedAt = await trash(client, path, kind);
			let isBack = false;
			for (const cut of [...cuts, Infinity]) {
				sandbox.setFaults(cut === Infinity ? '' : `ANY /jfs/* status=401 after=${cut} times=100`);
				isBack ||= await restoreEntry(path, {client, deletedAt}).then(({failures}) => failures.length === 0).catch(() => false);
			}

			sandbox.setFaults('');
			expect(isBack).toBe(true);
			expect(await stateBelow(client, place)).toEqual(before);
		}), {numRuns: 25});
	});
});
