import {describe, expect, it} from 'vitest';
import {listTree} from '../../../source/jotta/xml/tree-stream.ts';
import {rowsOf} from '../../support/cloud.ts';
import {scriptedService} from '../../support/scripted-service.ts';

const read = async (document: string, path = '/Jotta/Archive/Trip') => rowsOf(listTree(path, scriptedService(() => document)));
const folder = (path: string) => `<folder><path>${path}</path></folder>`;
const file = (path: string, name: string, facts = '') => `<file><path>${path}</path><filename>${name}</filename>${facts}</file>`;
const stats = (folders: number, files: number) => `<stats><folders>${folders}</folders><files>${files}</files></stats>`;

describe('the list of everything below a folder', () => {
	it('has each folder once, before what is in it, whether it is announced or only implied', async () => {
		const rows = await read(`<tree>${folder('/Archive/Trip')}${file('/Archive/Trip/2026/May', 'a.jpg')}${file('/archive/trip/2026/may', 'b.jpg')}${folder('/Archive/Trip/2026')}${stats(3, 2)}</tree>`);

		expect(rows.map(({path, entry}) => `${entry.kind} ${path}`)).toEqual([
			'folder /Jotta/Archive/Trip/2026',
			'folder /Jotta/Archive/Trip/2026/May',
			'file /Jotta/Archive/Trip/2026/May/a.jpg',
			'file /Jotta/archive/trip/2026/may/b.jpg',
		]);
	});

	it('has what is known of a file, and nothing else', async () => {
		const whole = '<size>12</size><modified>2026-03-04T05:06:08Z</modified><created>2026-03-04T05:06:07Z</created><md5>ABCDEF0123456789ABCDEF0123456789</md5>';
		const [full, bare] = await read(`<tree>${file('/Archive/Trip', 'a：b.jpg', whole)}${file('/Archive/Trip', 'c.jpg', '<md5></md5>')}${stats(1, 2)}</tree>`);

		expect(full!.entry).toEqual({
			segment: 'a：b.jpg', name: 'a:b.jpg', kind: 'file', size: 12, modified: Date.UTC(2026, 2, 4, 5, 6, 8), created: Date.UTC(2026, 2, 4, 5, 6, 7), md5: 'abcdef0123456789abcdef0123456789',
		});
		expect(bare!.entry).toEqual({segment: 'c.jpg', name: 'c.jpg', kind: 'file'});
	});

	it('has nothing that is in the trash, and counts it', async () => {
		const rows = await read(`<tree>${file('/Archive/Trip', 'a.jpg', '<deleted>2026-05-01T10:00:00Z</deleted>')}<file deleted="2026-05-01T10:00:00Z"><path>/Archive/Trip</path><filename>b.jpg</filename></file>${file('/Archive/Trip', 'c.jpg')}<folder deleted="2026-05-01T10:00:00Z"><path>/Archive/Trip/old</path></folder>${stats(2, 3)}</tree>`);

		expect(rows.map(({path}) => path)).toEqual(['/Jotta/Archive/Trip/c.jpg']);
	});

	it.each([
		['more files are announced', stats(1, 2)],
		['fewer files are announced', stats(1, 0)],
		['more folders are announced', stats(2, 1)],
		['fewer folders are announced', stats(0, 1)],
		['nothing is announced', ''],
		['only files are announced', '<stats><files>1</files></stats>'],
	])('is not believed where %s', async (_, end) => {
		await expect(read(`<tree>${file('/Archive/Trip', 'a.jpg')}${end}</tree>`)).rejects.toMatchObject({code: 'corrupt', message: expect.stringContaining('Trip is not complete') as string});
	});

	it('is not believed where it breaks off', async () => {
		await expect(read(`<tree>${file('/Archive/Trip', 'a.jpg')}${stats(1, 1)}`)).rejects.toMatchObject({code: 'corrupt'});
	});

	it('leaves out what is not below it', async () => {
		expect(await read(`<tree>${folder('/Archive')}${folder('/Archive/Trip')}${folder('/Archive/Tripod')}${stats(3, 0)}</tree>`)).toEqual([]);
	});
});
