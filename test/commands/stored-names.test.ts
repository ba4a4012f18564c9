import {
	mkdir,
	readFile,
	readdir,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {archive, put} from '../support/cloud.ts';
import {runCommandLine, type Ended} from '../support/hostile/run-command.ts';
import {mappedCharacters} from '../support/sandbox/raw-names.ts';
import {openSandboxClient} from '../support/sandbox/sandbox-client.ts';
import {signInTo, startTestSandbox} from '../support/sandbox.ts';
import {temporaryFolder} from '../support/temp-files.ts';

/** A signed-in account, another program that stores names as it likes, and commands, which run in the folder `work`. */
async function open({takesRawNames = true} = {}) {
	const sandbox = await startTestSandbox({switches: {takesRawNames}, tokenTtl: 1_000_000_000});
	const {tools, client} = await signInTo(sandbox);
	const folder = await temporaryFolder();
	const work = path.join(folder, 'work');
	await mkdir(work);
	const run = async (...words: readonly string[]): Promise<Ended> => runCommandLine(words, {tools, folder, server: sandbox});
	const lines = async (...words: readonly string[]) => {
		const {status, out, err} = await run(...words);
		expect([words, status, err]).toEqual([words, 0, expect.any(String) as string]);
		return out.split('\n').filter(line => line !== '');
	};

	return {
		sandbox, client, other: await openSandboxClient(sandbox), work, run, lines,
	};
}

/** Gives something in the home place a name with a plain percent sign, which no request can. */
function renameInFolder({state: {tree}}: Awaited<ReturnType<typeof open>>['sandbox'], from: readonly string[], to: string): void {
	const {id, parent} = tree.find(['Jotta', 'Archive', ...from])!;
	tree.move(id, parent, to);
}

describe.each(mappedCharacters)('a name with a plain %s, as another program has stored it', character => {
	const name = `a${character}b.txt`;

	it.each([['as ls prints it', `‛${name}`], ['plainly', name]])('is meant where it is typed %s', async (_, typed) => {
		const {other, work, run, lines} = await open();
		await other.upload(`${archive}/${name}`, 'first');
		await other.upload(`${archive}/${name}`, 'content');

		expect(await lines('ls', 'jotta:')).toEqual([`‛${name}`]);
		expect(await lines('ls', '-R', 'jotta:')).toEqual([`‛${name}`]);
		expect(await lines('ls', `jotta:${typed}`)).toEqual([`‛${name}`]);
		expect(await lines('cat', `jotta:${typed}`)).toEqual(['content']);
		expect(await lines('versions', `jotta:${typed}`)).toHaveLength(2);
		await lines('versions', '--restore', '1', `jotta:${typed}`);
		expect(await lines('cat', `jotta:${typed}`)).toEqual(['first']);
		const [link = ''] = await lines('link', `jotta:${typed}`);
		expect(await (await fetch(link)).text()).toBe('first');
		expect(await lines('link', '--list')).toEqual([expect.stringContaining(`jotta:‛${name}`) as string]);
		await lines('link', '--off', `jotta:${typed}`);

		await lines('cp', `jotta:${typed}`, work);
		expect(await readdir(work)).toEqual([name]);
		await lines('cp', `jotta:${typed}`, 'jotta:copies/');
		await lines('mv', 'jotta:copies', 'jotta:moved');
		expect(await lines('ls', 'jotta:moved')).toEqual([`‛${name}`]);

		await lines('rm', `jotta:${typed}`);
		expect(await lines('trash', 'ls')).toEqual([expect.stringMatching(/ jotta:‛a.b\.txt$/v) as string]);
		await lines('trash', 'restore', `jotta:${typed}`);
		await lines('mv', `jotta:${typed}`, 'jotta:plain.txt');
		expect(await lines('ls', 'jotta:')).toEqual(['moved/', 'plain.txt']);
		await lines('mv', 'jotta:plain.txt', `jotta:‛${name}`);
		await lines('rm', '--permanent', `jotta:‛${name}`);
		expect(await lines('ls', 'jotta:')).toEqual(['moved/']);
		expect((await run('cat', `jotta:${typed}`)).status).toBe(4);
	});
});

it('rm --permanent typed twice deletes ours, and leaves the one of another program', async () => {
	const {client, other, run, lines} = await open();
	await other.upload(`${archive}/a:b`, 'theirs');
	await put(client, `${archive}/a：b`, 'ours');

	await lines('rm', '--permanent', 'jotta:a:b');

	expect(await run('rm', '--permanent', 'jotta:a:b')).toMatchObject({status: 4, err: expect.stringContaining('jotta:/Jotta/Archive/‛a:b is.') as string});
	expect(await lines('ls', 'jotta:')).toEqual(['‛a:b']);
});

describe('two names that are one once they are mapped', () => {
	it('are both listed, and each is what is typed for it', async () => {
		const {client, other, lines} = await open();
		await other.upload(`${archive}/a:b`, 'raw');
		await put(client, `${archive}/a：b`, 'mapped');

		expect((await lines('ls', 'jotta:')).toSorted()).toEqual(['a:b', '‛a:b']);
		expect([await lines('cat', 'jotta:a:b'), await lines('cat', 'jotta:‛a:b')]).toEqual([['mapped'], ['raw']]);
		await lines('rm', 'jotta:a:b');
		expect(await lines('ls', 'jotta:')).toEqual(['‛a:b']);
	});

	it('are never written over one another on the disk', async () => {
		const {client, other, work, run, lines} = await open();
		await other.upload(`${archive}/in/a:b`, 'raw');
		await put(client, `${archive}/in/a：b`, 'mapped');
		await put(client, `${archive}/in/c`, 'beside');

		const {status, err} = await run('cp', 'jotta:in', work);
		expect([status, err]).toEqual([1, expect.stringContaining('Two of what is copied have the name in/a:b there') as string]);
		expect((await readdir(path.join(work, 'in'))).toSorted()).toEqual(['a:b', 'c']);
		const first = await readFile(path.join(work, 'in', 'a:b'), 'utf8');

		await lines('cp', '--overwrite=rename', first === 'raw' ? 'jotta:in/a:b' : 'jotta:in/‛a:b', path.join(work, 'in'));
		const names = await readdir(path.join(work, 'in'));
		const texts = await Promise.all(names.map(async name => readFile(path.join(work, 'in', name), 'utf8')));
		expect(texts.toSorted()).toEqual(['beside', 'mapped', 'raw']);
	});

	it('stay two when one is uploaded: it has the name that we store', async () => {
		const {other, work, lines} = await open();
		await other.upload(`${archive}/a:b`, 'raw');
		await writeFile(path.join(work, 'a:b'), 'from the disk');

		await lines('cp', path.join(work, 'a:b'), 'jotta:');

		expect((await lines('ls', 'jotta:')).toSorted()).toEqual(['a:b', '‛a:b']);
		expect([await lines('cat', 'jotta:a:b'), await lines('cat', 'jotta:‛a:b')]).toEqual([['from the disk'], ['raw']]);

		await lines('cp', '--overwrite=always', path.join(work, 'a:b'), 'jotta:‛a:b'); // the other one is written over where it is meant
		expect(await lines('cat', 'jotta:‛a:b')).toEqual(['from the disk']);
		expect(await lines('versions', 'jotta:‛a:b')).toHaveLength(2);
	});
});

describe('two names of other programs that mean the same', () => {
	const [one, two] = ['a：b?c', 'a:b？c'];

	it('are not taken for one another: nothing is done until it is said which', async () => {
		const {other, run, lines} = await open();
		await other.upload(`${archive}/${one}`, 'one');
		await other.upload(`${archive}/${two}`, 'two');

		for (const words of [['rm', 'jotta:a:b?c'], ['mv', 'jotta:a:b?c', 'jotta:moved'], ['cat', 'jotta:a:b?c']]) {
			const {status, out, err} = await run(...words);
			expect([words, status, out, err]).toEqual([words, 2, '', expect.stringMatching(/^jottafm: Two names there can be meant by a:b\?c: ‛.* and ‛.*\. Write it as one of these\.\n$/v)]);
		}

		expect((await lines('ls', 'jotta:')).toSorted()).toEqual([`‛${one}`, `‛${two}`].toSorted());
	});

	it('are told apart by what is in the trash', async () => {
		const {other, lines} = await open();
		await other.upload(`${archive}/${one}`, 'one');
		await other.upload(`${archive}/${two}`, 'two');

		await lines('rm', `jotta:‛${one}`);

		expect(await lines('cat', 'jotta:a:b?c')).toEqual(['two']);
	});
});

describe('a folder that another program has named', () => {
	it('is typed plainly or with the sign, in the middle of a path, too; what is made has our names', async () => {
		const {other, work, lines} = await open();
		await other.upload(`${archive}/2026: notes/what?/a.txt`, 'content');

		expect(await lines('ls', 'jotta:2026: notes')).toEqual(['‛what?/']);
		expect(await lines('cat', 'jotta:2026: notes/‛what?/a.txt')).toEqual(['content']);
		await lines('cp', 'jotta:2026: NOTES/what?', work);
		expect(await readdir(path.join(work, 'what?'))).toEqual(['a.txt']);
		await lines('mkdir', 'jotta:2026: notes');

		expect((await lines('ls', 'jotta:')).toSorted()).toEqual(['2026: notes/', '‛2026: notes/']);
	});
});

describe('a name with a plain percent sign', () => {
	it('is told with its reason; what is beside it is copied', async () => {
		const {client, sandbox, work, run, lines} = await open();
		await put(client, `${archive}/in/half`, 'half');
		await put(client, `${archive}/in/more/beside`, 'beside');
		await put(client, `${archive}/in/below/deep`, 'deep');
		renameInFolder(sandbox, ['in', 'half'], '50%');
		renameInFolder(sandbox, ['in', 'below'], '100%');

		expect((await lines('ls', '-R', 'jotta:')).toSorted()).toEqual(['in/', 'in/more/', 'in/more/beside', 'in/‛100%/', 'in/‛100%/deep', 'in/‛50%']);
		for (const words of [['cat', 'jotta:in/50%'], ['cat', 'jotta:in/‛50%'], ['rm', 'jotta:in/50%'], ['mv', 'jotta:in/50%', 'jotta:in/half'], ['link', 'jotta:in/50%'], ['versions', 'jotta:in/50%'], ['ls', 'jotta:in/100%']]) {
			expect([words, (await run(...words)).err.replaceAll('\n', ' ')]).toEqual([words, expect.stringMatching(/Jottacloud lists ‛(?:50|100)%, but answers no request for a name with a plain percent sign in it.*on the web site.*zip/v)]);
		}

		const {status, err} = await run('cp', 'jotta:in', work);
		expect(status).toBe(1);
		expect(err).toMatch(/50%.*plain percent sign/v);
		expect(await readFile(path.join(work, 'in', 'more', 'beside'), 'utf8')).toBe('beside');

		const whole = await run('cp', 'jotta:/Jotta', path.join(work, 'whole'));
		expect(whole.status).toBe(1);
		expect(await readFile(path.join(work, 'whole', 'Archive', 'in', 'more', 'beside'), 'utf8')).toBe('beside');
		expect((await run('cp', 'jotta:in', 'jotta:copy')).err).toMatch(/50%.*plain percent sign/v);
		expect(await lines('cat', 'jotta:copy/more/beside')).toEqual(['beside']);
		await lines('mv', 'jotta:in', 'jotta:moved');
		expect((await lines('ls', 'jotta:moved')).toSorted()).toEqual(['more/', '‛100%/', '‛50%']);
	});

	it('is asked about by nobody where the name that we store is there', async () => {
		const {client, sandbox, lines} = await open();
		await put(client, `${archive}/half`, 'raw');
		renameInFolder(sandbox, ['half'], '50%');
		await put(client, `${archive}/50％`, 'mapped');

		expect(await lines('cat', 'jotta:50%')).toEqual(['mapped']);
		expect((await lines('ls', 'jotta:')).toSorted()).toEqual(['50%', '‛50%']);
	});
});

describe('a service that lists names of other programs and does not find them (protocol.md 16.1)', () => {
	it('is told as that: nothing is changed, and what is beside such a file is copied', async () => {
		const {client, sandbox, work, run, lines} = await open({takesRawNames: false});
		await put(client, `${archive}/in/photo`, 'of the phone');
		await put(client, `${archive}/in/beside`, 'beside');
		renameInFolder(sandbox, ['in', 'photo'], 'msf:1.jpg');

		for (const words of [['cat', 'jotta:in/msf:1.jpg'], ['cat', 'jotta:in/‛msf:1.jpg'], ['rm', 'jotta:in/msf:1.jpg'], ['cp', 'jotta:in/msf:1.jpg', work]]) {
			const {status, err} = await run(...words);
			expect([words, status, err.replaceAll('\n', ' ')]).toEqual([words, 4, expect.stringMatching(/Not found: ‛msf:1\.jpg\..*does not find a name with such characters.*on the web site/v)]);
		}

		const {status, err} = await run('cp', 'jotta:in', work);
		expect([status, err]).toEqual([4, expect.stringContaining('msf:1.jpg') as string]);
		expect(await readdir(path.join(work, 'in'))).toEqual(['beside']);
		expect((await lines('ls', 'jotta:in')).toSorted()).toEqual(['beside', '‛msf:1.jpg']);
	});
});
