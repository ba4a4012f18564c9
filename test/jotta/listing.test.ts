import {describe, expect, it} from 'vitest';
import {listTree} from '../../source/jotta/xml/tree-stream.ts';
import {listFolder, listView} from '../../source/jotta/listing.ts';
import {readEntry} from '../../source/jotta/find.ts';
import {jfsAddress} from '../../source/jotta/addresses.ts';
import {displayName} from '../../source/jotta/display-name.ts';
import {pathsOf, rowsOf} from '../support/cloud.ts';
import {scriptedService} from '../support/scripted-service.ts';
import {standardNames} from '../support/names.ts';

const revision = (size: number) => `<currentRevision><number>1</number><state>COMPLETED</state><size>${size}</size><md5>c3fcd3d76192e4007dfb496cca67e13b</md5></currentRevision>`;
const path = '/Jotta/Archive/Trip';
const list = async (document: string) => rowsOf(listFolder(path, scriptedService(() => document)));

describe('a folder', () => {
	it('has folders and files, with what each of them says', async () => {
		const rows = await list(`<folder name="Trip"><path>/f3a1/Jotta/Archive</path><folders><folder name="2026" deleted="2026-05-01-T10:00:00Z"><abspath>x</abspath></folder></folders><files><file name="a.txt"><publicURI>abc</publicURI>${revision(5)}</file><file name="b.txt"><latestRevision><state>INCOMPLETE</state></latestRevision></file></files><metadata first="" max="" total="3" num_folders="1" num_files="2"/></folder>`);

		expect(rows).toEqual([
			{
				segment: '2026', name: '2026', kind: 'folder', deletedAt: Date.UTC(2026, 4, 1, 10),
			},
			{
				segment: 'a.txt', name: 'a.txt', kind: 'file', size: 5, md5: 'c3fcd3d76192e4007dfb496cca67e13b', revision: 1, publicLink: 'abc',
			},
			{
				segment: 'b.txt', name: 'b.txt', kind: 'file', state: 'incomplete',
			},
		]);
	});

	it('has files whose trashing is told in a child, too', async () => {
		const rows = await list(`<folder name="Trip"><files><file name="a.txt"><deleted>2026-05-01-T10:00:00Z</deleted>${revision(5)}</file><file name="b.txt"><deleted></deleted>${revision(5)}</file><file name="c.txt" deleted="">${revision(5)}</file></files></folder>`);

		expect(rows.map(({deletedAt}) => deletedAt)).toEqual([Date.UTC(2026, 4, 1, 10), undefined, undefined]);
	});

	it('that has become a file is said to be one', async () => {
		await expect(list(`<file name="Trip">${revision(5)}</file>`)).rejects.toMatchObject({code: 'not-found', message: 'Trip is a file, not a folder.'});
	});

	it('may have a folder of the name of a field, and a file that says nothing', async () => {
		expect(await list('<folder name="Trip"><folders><folder name="files"/></folders><files><file name=""/></files></folder>')).toMatchObject([{segment: 'files', kind: 'folder'}, {kind: 'other', name: expect.any(String) as string}]);
	});

	it('is listed in batches of at most 500', async () => {
		const {client} = scriptedService(() => '');
		const files = Array.from({length: 1001}, (_, index) => `<file name="${index}"/>`).join('');
		const whole = {
			...client, send: async () => ({
				status: 200, headers: {}, text: '', body: ReadableStream.from([new TextEncoder().encode(`<folder><files>${files}</files></folder>`)]),
			}),
		};

		const batches: ReadonlyArray<readonly unknown[]> = await Array.fromAsync(listFolder(path, {client: whole}));

		expect(batches.map(({length}) => length)).toEqual([500, 500, 1]);
	});

	it('with too many files is read from the list of everything below, of which it shows its own', async () => {
		const remarks: string[] = [];
		const {client} = scriptedService(({url}) => url.endsWith('?mode=liststream')
			? '<tree><file><path>/archive/TRIP</path><filename>a.txt</filename></file><file><path>/Archive/Trip/deep</path><filename>b.txt</filename></file><stats><folders>2</folders><files>2</files></stats></tree>'
			: {status: 500, text: 'The query is too large'});

		const rows = await rowsOf(listFolder(path, {
			client, onNotice(text) {
				remarks.push(text);
			},
		}));

		expect(rows.map(({name}) => name)).toEqual(['a.txt', 'deep']);
		expect(remarks).toHaveLength(1);
	});

	it('that fails in another way is not read in another one', async () => {
		const {client, calls} = scriptedService(() => ({status: 500, text: 'out of order'}));

		await expect(rowsOf(listFolder(path, {client}))).rejects.toMatchObject({code: 'service'});
		expect(calls).toHaveLength(1);
	});
});

describe('a list without an end', () => {
	/** The same again for as long as somebody reads. */
	const endless = (start: string, again: string | ((index: number) => string)) => {
		const {client} = scriptedService(() => '');
		const read = {bytes: 0};
		const send: typeof client.send = async () => ({
			status: 200,
			headers: {},
			text: '',
			body: (async function * () {
				yield new TextEncoder().encode(start);
				const same = new TextEncoder().encode(typeof again === 'string' ? again.repeat(Math.ceil(65_536 / again.length)) : '');
				for (let index = 0; ; index += 1) {
					const piece = typeof again === 'string' ? same : new TextEncoder().encode(again(index));
					read.bytes += piece.length;
					yield piece;
				}
			})(),
		});
		return {client: {...client, send}, read};
	};

	const readAll = async (rows: AsyncIterable<readonly unknown[]>) => {
		for await (const _ of rows) {
			// As it comes
		}
	};

	it.each([
		['rows', '<folder><files>', '<file name="a"/>', 'service'],
		['a name', '<folder><files><file name="', 'a', 'corrupt'],
		['a text', '<folder><files><file name="a"><abspath>', 'a', 'corrupt'],
		['a comment', '<folder><!--', 'a', 'corrupt'],
		['characters that XML forbids', '<folder>', '\0', 'corrupt'],
		['folders in each other', '<folder>', '<a>', 'corrupt'],
	])('of %s is left', async (_, start, again, code) => {
		const {client, read} = endless(start, again);

		await expect(readAll(listFolder(path, {client}))).rejects.toMatchObject({code});
		if (code === 'corrupt') {
			expect(read.bytes).toBeLessThan(2_097_152);
		}
	});

	it.each([
		['a name', '<list><file><filename>', 'a'],
		['folders in each other', '<list>', '<a>'],
	])('of everything below, with %s, is left', async (_, start, again) => {
		const {client, read} = endless(start, again);

		await expect(readAll(listTree(path, {client}))).rejects.toMatchObject({code: 'corrupt'});
		expect(read.bytes).toBeLessThan(2_097_152);
	});

	it('of ever new folders below is left before they fill the memory', async () => {
		const {client, read} = endless('<list>', index => `<folder><path>/Archive/Trip/${index}${'/x'.repeat(1000)}</path></folder>`);

		await expect(readAll(listTree(path, {client}))).rejects.toMatchObject({code: 'service', message: expect.stringMatching(/more folders below Trip than .* after [\d,]+ /v) as string, nextStep: 'Take the folders in it one by one.'});
		expect(read.bytes).toBeLessThan(1_000_000);
	});
});

describe('a view of the service', () => {
	it('tells where each thing really is', async () => {
		const {client} = scriptedService(() => `<mountPoint><files><file name="a.txt"><abspath>/f3a1/Jotta/Archive/Trip</abspath>${revision(5)}</file><file name="b.txt"><abspath>/f3a1</abspath></file></files></mountPoint>`);

		expect(pathsOf(await rowsOf(listView('Latest', {client})))).toEqual([`${path}/a.txt`, '/b.txt']);
	});
});

describe('what the service says about one path', () => {
	const read = async (document: string, at = path) => readEntry(at, scriptedService(() => document));

	it.each(['<device time="x"><name>Jotta</name><mountPoints>', '<folder name="Trip"><path>/f3a1</path><files>', '<folder name="Trip"></folder>', '<mountPoint><name>Trip</name></mountPoint>'])('is a folder, of which only the beginning is read: %s', async document => {
		expect(await read(document)).toEqual({segment: 'Trip', name: 'Trip', kind: 'folder'});
	});

	it('is a folder in the trash, or one that is shared', async () => {
		expect(await read('<folder name="Trip" deleted="2026-05-01-T10:00:00Z"><publicURI>abc</publicURI><folders>')).toEqual({
			segment: 'Trip', name: 'Trip', kind: 'folder', deletedAt: Date.UTC(2026, 4, 1, 10), publicLink: 'abc',
		});
	});

	it('is alive where the time of its trashing is empty', async () => {
		expect(await read('<folder name="Trip" deleted=""><folders>')).toEqual({segment: 'Trip', name: 'Trip', kind: 'folder'});
		expect(await read(`<file name="Trip" deleted="">${revision(7)}</file>`)).not.toHaveProperty('deletedAt');
	});

	it('is a file', async () => {
		expect(await read(`<file name="Trip">${revision(7)}</file>`)).toMatchObject({kind: 'file', size: 7});
	});

	it.each(['', '<html><body>a proxy</body></html>', '<file name="Trip"><currentRevision>'])('cannot be read where it is no answer: “%s”', async document => {
		await expect(read(document)).rejects.toMatchObject({code: 'corrupt'});
	});
});

describe('a path', () => {
	it('is spelled for the service, and in the words of a sentence', () => {
		const {client} = scriptedService(() => '');

		expect(['/', '/Jotta/Archive/a b.txt'].map(each => jfsAddress(client, each))).toEqual(['https://jfs.jottacloud.com/jfs/f3a1', 'https://jfs.jottacloud.com/jfs/f3a1/Jotta/Archive/a%20b.txt']);
		expect(['/', '/Jotta/a：b.txt'].map(each => displayName(each, standardNames))).toEqual(['the account', 'a:b.txt']);
	});
});
