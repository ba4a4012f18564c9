import {describe, expect, it} from 'vitest';
import {md5Of, openOwnSandbox} from '../../support/sandbox/sandbox-client.ts';

describe('a whole tree', () => {
	it('is listed flat, with everything in it (protocol.md 7.3)', async () => {
		const {client} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/f/a.txt', 'a');
		await client.upload('/Jotta/Archive/f/deep/b.txt', 'b');
		await client.post('/Jotta/Archive/f/empty?mkDir=true');
		await client.post('/Jotta/Archive/f/deep?dlDir=true');

		const {text} = await client.get('/Jotta/Archive/f?mode=list');

		expect([...text.matchAll(/<(?:folder|file) name="(?<name>[^"]*)"(?<rest>[^>]*)>/gv)].map(({groups}) => `${groups?.name}${groups?.rest?.includes('deleted') ? ' †' : ''}`)).toEqual(['f', 'a.txt', 'deep †', 'b.txt †', 'empty']);
		expect(text).toMatch(/^<\?xml[^>]*>\s*<filedirlist time=/v);
	});

	it.each(['', '?mode=list', '?mode=liststream'])('is whole and in order where a folder is large (GET%s)', async mode => {
		const {client, sandbox: {state: {tree, revisions}}} = await openOwnSandbox();
		const {id} = tree.add(tree.find(['Jotta', 'Archive'])!.id, 'large', 'folder');
		const names = Array.from({length: 2500}, (_, index) => `${String(index).padStart(4, '0')}.txt`);
		for (const name of names.toReversed()) {
			revisions.add(tree.add(id, name, 'file').id, name, {
				state: 'COMPLETED', created: 0, modified: 0, updated: 0, size: 1, md5: md5Of(name),
			});
		}

		const {text} = await client.get(`/Jotta/Archive/large${mode}`);

		expect([...text.matchAll(/(?:<file name="|<filename>)(?<name>[^"<]*)/gv)].map(({groups}) => groups?.name)).toEqual(names);
	});

	it.each([
		['all', ['/Archive/f', '/Archive/f/deep', '/Archive/f/empty']],
		['implied', ['/Archive/f/empty']],
	] as const)('streams live, whole files and announces folders (%s, E42)', async (streamStyle, folders) => {
		const {client} = await openOwnSandbox({streamStyle});
		await client.upload('/Jotta/Archive/f/a.txt', 'a');
		await client.upload('/Jotta/Archive/f/gone.txt', 'gone');
		await client.post('/Jotta/Archive/f/gone.txt?dl=true');
		await client.allocate('/Jotta/Archive/f/begun.txt', 'never sent');
		await client.upload('/Jotta/Archive/f/deep/b.txt', 'b');
		await client.post('/Jotta/Archive/f/empty?mkDir=true');

		const {text} = await client.get('/Jotta/Archive/F?mode=liststream');

		expect([...text.matchAll(/<folder><path>(?<path>[^<]*)/gv)].map(({groups}) => groups?.path)).toEqual(folders);
		expect([...text.matchAll(/<filename>(?<name>[^<]*)/gv)].map(({groups}) => groups?.name)).toEqual(['a.txt', 'b.txt']);
		expect(text).toContain('<modified>2026-03-01T16:20:30.000Z</modified>');
		expect(text).toContain('<stats><folders>3</folders><files>2</files></stats>');
		expect(text).not.toMatch(/>\s+</v);
	});
});

describe('the counts at the end of a stream', () => {
	it('countsFolded: folders that differ in their normal form only are one', async () => {
		const {client, sandbox: {state}} = await openOwnSandbox();
		for (const name of ['\u{E9}', 'e\u{301}']) {
			await client.post(`/Jotta/Archive/${encodeURIComponent(name)}?mkDir=true`);
		}

		expect((await client.get('/Jotta/Archive?mode=liststream')).text).toContain('<stats><folders>3</folders>');
		state.switches.countsFolded = true;
		expect((await client.get('/Jotta/Archive?mode=liststream')).text).toContain('<stats><folders>2</folders>');
	});
});
