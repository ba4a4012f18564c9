import {describe, expect, it} from 'vitest';
import {trashDocument} from '../../../source/sandbox/jfs/trash-view.ts';
import {openState} from '../../../source/sandbox/state/state.ts';
import {openOwnSandbox} from '../../support/sandbox/sandbox-client.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

describe('the trash', () => {
	it('of any size begins at once, and goes on with what is there when its reader comes to it', async () => {
		const {tree, revisions, ...rest} = openState({directory: await temporaryFolder()});
		const {database} = rest;
		const archive = tree.find(['Jotta', 'Archive'])!;
		const name = (index: number) => `IMG_${String(index).padStart(4, '0')}.jpg`;
		for (let index = 0; index < 2500; index += 1) {
			const {id} = tree.add(archive.id, name(index), 'file');
			revisions.add(id, name(index), {
				state: 'COMPLETED', created: 0, modified: 0, updated: 0, size: 1, md5: index.toString(16).padStart(32, '0'),
			});
			tree.setDeleted(id, index + 1);
		}

		const pieces = trashDocument({...rest, tree, revisions});
		let read = '';
		while (!read.includes(name(0))) {
			read += String(pieces.next().value);
		}

		tree.remove(tree.find(['Jotta', 'Archive', name(2400)])!.id);
		const whole = read + [...pieces].join('');
		database.close();

		const shown = [...whole.matchAll(/<file name="(?<name>[^"]*)"/gv)].map(({groups}) => groups?.name);
		expect(shown).toEqual(Array.from({length: 2500}, (_, index) => name(index)).filter(each => each !== name(2400)));
		expect(whole).toContain('total="2499" num_folders="0" num_files="2499"');
	});

	it('keeps one name of several folders apart, by where it was', async () => {
		const {client} = await openOwnSandbox();
		for (const folder of ['a', 'b', 'c']) {
			await client.upload(`/Jotta/Archive/${folder}/same.txt`, folder);
			await client.post(`/Jotta/Archive/${folder}/same.txt?dl=true`);
		}

		expect([...(await client.get('/Jotta/Trash')).text.matchAll(/Archive\/(?<folder>[abc])</gv)].map(({groups}) => groups?.folder)).toEqual(['a', 'b', 'c']);
	});
});

describe('a mountpoint in the trash', () => {
	it('counts with its size in its device and in the account (E32)', async () => {
		const {client} = await openOwnSandbox();
		await client.post('/Desk?type=WORKSTATION');
		await client.post('/Desk/Home');
		await client.post('/Desk/Work');
		await client.upload('/Desk/Home/a.txt', '12345');
		await client.upload('/Desk/Work/b.txt', '123');

		await client.post('/Desk/Home?dl=true');

		const device = (await client.get('/Desk')).text;
		expect(device).toMatch(/<name xml:space="preserve">Home<\/name>\s*<deleted>[^<]+<\/deleted>.*?<size>5<\/size>/sv);
		expect(/<sid>.*?<size>(?<size>\d+)<\/size>/sv.exec(device)?.groups?.size).toBe('8');
		expect((await client.get('')).text).toContain('<usage>8</usage>');
	});
});

describe('Latest and Links', () => {
	it('foreignUsers: what is in Shared is where somebody else has it; it is reached at the own path (N10)', async () => {
		const {client} = await openOwnSandbox({switches: {foreignUsers: true}});
		await client.upload('/Jotta/Shared/Team/budget.txt', 'a');
		await client.upload('/Jotta/Sync/own.txt', 'b');
		await client.get('/Jotta/Shared/Team/budget.txt?mode=enableShare');

		for (const view of ['Latest', 'Links']) {
			const {path, abspath} = /<path xml:space="preserve">(?<path>[^<]*Team)<\/path>\n<abspath xml:space="preserve">(?<abspath>[^<]*)</v.exec((await client.get(`/Jotta/${view}`)).text)!.groups!;

			expect([view, path]).toEqual([view, `/${client.user}/Jotta/Shared/Team`]);
			expect(abspath).toMatch(/^\/\w+\/Jotta\/Sync\/Team$/v);
			expect(abspath).not.toContain(client.user);
		}

		expect((await client.get('/Jotta/Latest')).text).toContain(`<abspath xml:space="preserve">/${client.user}/Jotta/Sync</abspath>`);
	});
});
