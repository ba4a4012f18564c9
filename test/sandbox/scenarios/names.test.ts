import {describe, expect, it} from 'vitest';
import type {Entry} from '../../../source/files/entry.ts';
import type {FileSystem} from '../../../source/files/file-system.ts';
import {openJotta} from '../../../source/jotta/jotta-file-system.ts';
import {signInTo, startTestSandbox} from '../../support/sandbox.ts';
import {
	encoded,
	openSandboxClient,
} from '../../support/sandbox/sandbox-client.ts';

async function openFiles(options: Parameters<typeof startTestSandbox>[0] = {}) {
	const sandbox = await startTestSandbox(options);
	const {client} = await signInTo(sandbox);
	return {sandbox, files: openJotta(client)};
}

async function entriesOf(files: FileSystem, folder: string): Promise<readonly Entry[]> {
	const entries: Entry[] = [];
	for await (const batch of files.list(folder)) {
		entries.push(...batch);
	}

	return entries;
}

describe('names (protocol.md 18.6)', () => {
	it('11. names of 16.3 round trip, and stored names that do not re-encode to themselves can still be opened, renamed, deleted', async () => {
		const {files, sandbox} = await openFiles();
		const client = await openSandboxClient(sandbox);
		const stored = [
			'plain.txt',
			'...',
			'.hidden',
			'name.',
			'name ',
			String.raw`a\b`,
			'[x]',
			'a;b#c&d',
			'．',
			'．．',
			'a：b',
			'a／b',
			'50％ off',
			'what？',
			'＂q＂',
			'＜a｜b＞',
			'tab␉here',
			'line␊feed',
			'␡',
			'‛：',
			'a‛：b',
			'‛．',
			'‛．‛．',
			'．．．',
			'.．',
			'‛‛',
			'‛‛‛‛',
			'‛‛‛：',
			'‛␀',
			'␤',
			'‛％',
			'＼',
			'＃',
			'‛‛BF',
			'a‛FFb',
			'‛E2‛82',
			'‛',
			'‛bf',
			'‛g1',
			'‛a：',
			'：‛：',
			'a．',
			'‛．a',
			'％41',
		];
		for (const name of stored) {
			await client.upload(`/Jotta/Archive/names/${name}`, name);
		}

		const entries = await entriesOf(files, '/Jotta/Archive/names');
		const read: string[] = [];
		for (const {segment} of entries) {
			let text = '';
			for await (const chunk of await files.read(`/Jotta/Archive/names/${segment}`)) {
				text += new TextDecoder().decode(chunk);
			}

			read.push(text);
			await files.rename(`/Jotta/Archive/names/${segment}`, `/Jotta/Archive/renamed/${segment}`);
		}

		const renamed = await entriesOf(files, '/Jotta/Archive/renamed');
		for (const {segment} of renamed) {
			await files.remove(`/Jotta/Archive/renamed/${segment}`, {kind: 'file'});
		}

		expect(read.toSorted()).toEqual(stored.toSorted());
		expect(renamed.map(({name}) => name).toSorted()).toEqual(entries.map(({name}) => name).toSorted());
		expect(await entriesOf(files, '/Jotta/Archive/renamed')).toEqual([]);
	});

	it('12. name with raw `%` in a listing: shown, actions fail politely', async () => {
		const {files, sandbox} = await openFiles();
		const {tree, revisions, content} = sandbox.state;
		const archive = tree.find(['Jotta', 'Archive'])!;
		const md5 = content.store(new TextEncoder().encode('old'));
		revisions.add(tree.add(archive.id, '50% off.txt', 'file').id, '50% off.txt', {
			state: 'COMPLETED', created: 0, modified: 0, updated: 0, size: 3, md5,
		});
		const client = await openSandboxClient(sandbox);

		const [entry] = await entriesOf(files, '/Jotta/Archive');
		const {status, text} = await client.get(`/Jotta/Archive/${encoded('50% off.txt')}`);

		expect(entry?.name).toBe('‛50% off.txt');
		expect([status, text]).toEqual([400, '400 Bad request']);
		await expect(files.remove(`/Jotta/Archive/${entry!.segment}`, {kind: 'file'})).rejects.toMatchObject({name: 'Failure', message: expect.stringContaining('50% off.txt') as string});
	});

	it('17. move that answers 500 but happened', async () => {
		const {files, sandbox} = await openFiles();
		const client = await openSandboxClient(sandbox);
		await client.upload('/Jotta/Archive/a.txt', 'moved');
		sandbox.setFaults('POST *?mv=* then-status=500 times=1');

		await files.rename('/Jotta/Archive/a.txt', '/Jotta/Archive/b.txt');

		expect((await entriesOf(files, '/Jotta/Archive')).map(({name}) => name)).toEqual(['b.txt']);
	});

	it('18. case-only rename', async () => {
		const {files, sandbox} = await openFiles();
		const client = await openSandboxClient(sandbox);
		await client.upload('/Jotta/Archive/readme.txt', 'case');

		await files.rename('/Jotta/Archive/readme.txt', '/Jotta/Archive/README.TXT');

		expect((await entriesOf(files, '/Jotta/Archive')).map(({name}) => name)).toEqual(['README.TXT']);
		expect(await client.upload('/Jotta/Archive/ReadMe.txt', 'another version')).toBe(200);
		expect((await entriesOf(files, '/Jotta/Archive')).map(({name}) => name)).toEqual(['README.TXT']);
	});
});
