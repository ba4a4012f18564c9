import {Buffer} from 'node:buffer';
import {
	mkdir,
	open,
	truncate,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {expect, it} from 'vitest';
import {openProgramOn} from '../support/program/program-on-sandbox.ts';
import {describeWithRclone, linesOf, type WitnessOptions} from '../support/rclone.ts';
import {makeTree, treeOf} from '../support/trees.ts';

const MiB = 1_048_576;

/** Local names of protocol.md 16.3; `‛` is beyond rclone (it cannot open local files with it). */
const localNames = [
	'plain.txt',
	'...',
	'.hidden',
	'name.',
	'name ',
	' name',
	String.raw`a\b`,
	'[x]',
	'a;b#c&d',
	'a:b',
	'what?',
	'"q"',
	'<a|b>',
	'tab\there',
	'line\nfeed',
	'del\u{7F}',
	'star*',
	'：',
	'a：b',
	'．．．',
	'.．',
	'␤',
	'＼',
	'＃',
	'a+b',
	'æøå',
	'日本語',
	'👩‍👩‍👧',
	'e\u{301}',
	'~tilde',
	'quote\'s',
	'(x)',
	'$x',
	'@x',
	'x=y',
	'a,b',
	'!',
	'␡',
	'\u{1}',
];

/** Names that Debian's rclone sends as they are, and that are refused then. */
const percentNames = ['50%', '%41.txt', '100%25', '％', '%％'];

function manyFiles(names: readonly string[]): Record<string, string> {
	const all = Array.from({length: 200}, (_, index) => {
		const name = names[index % names.length]!;
		return index < names.length ? name : `folder ${index % 3}/${names[index % 11]}/${index}${name}`;
	});
	return Object.fromEntries(all.map((name, index) => [name, index % 25 === 0 ? '' : `content ${index % 300}`]));
}

describeWithRclone('rclone and jottafm on one account', ({openWitness, isCurrent}) => {
	const names = isCurrent ? [...percentNames, ...localNames] : localNames;
	const openBoth = async (options?: WitnessOptions) => {
		const witness = await openWitness(options);
		return {...witness, program: await openProgramOn(witness.sandbox)};
	};

	it('agree on 200 files that rclone has written', async () => {
		const {ask, folder, program} = await openBoth();
		const [here, back] = [path.join(folder, 'here'), path.join(folder, 'back')];
		await makeTree(here, manyFiles(names));

		await ask('copy', '--transfers', '8', here, 'jotta:tree');
		const {status, err} = await program.run(['cp', 'jotta:tree', back]);

		expect([status, err]).toEqual([0, expect.not.stringContaining('failed')]);
		expect(await treeOf(back)).toEqual(await treeOf(here));
	});

	it('agree on 200 files that jottafm has written', async () => {
		const {rclone, ask, folder, program, sandbox} = await openBoth();
		const [here, back] = [path.join(folder, 'here'), path.join(folder, 'back')];
		await makeTree(here, manyFiles(names));

		const {status} = await program.run(['cp', here, 'jotta:tree']);
		const sent = sandbox.log.length;
		const check = await rclone(['check', here, 'jotta:tree']);
		await ask('copy', '--transfers', '8', 'jotta:tree', back);
		await ask('copy', here, 'jotta:tree');

		expect([status, check.status]).toEqual([0, 0]);
		expect(check.err).toContain('200 matching files');
		expect(await treeOf(back)).toEqual(await treeOf(here));
		expect(sandbox.log.slice(sent).filter(request => request.path.includes('/upload/') || request.path.includes('allocate') || request.path.includes('cphash'))).toEqual([]); // same times, too
	});

	it('list the same names, sizes, times and checksums', async () => {
		const {ask, program} = await openBoth({isDemo: true});
		type Ours = {readonly name: string; readonly kind: string; readonly size: number; readonly modified: number; readonly md5: string};
		type Theirs = {readonly Path: string; readonly Size: number; readonly ModTime: string; readonly Hashes: {readonly md5: string}};

		const {out} = await program.run(['ls', '-R', '--json', 'jotta:']);
		const ours = out.trimEnd().split('\n').map(line => JSON.parse(line) as Ours).filter(({kind}) => kind === 'file');
		const theirs = JSON.parse(await ask('lsjson', '-R', '--files-only', '--hash', 'jotta:')) as readonly Theirs[];

		const [here, there] = [
			new Set(ours.map(({name, size, modified, md5}) => `${asRcloneSays(name)} ${size} ${modified} ${md5}`)),
			new Set(theirs.map(({Path, Size, ModTime, Hashes}) => `${Path} ${Size} ${Date.parse(ModTime)} ${Hashes.md5}`)),
		];
		expect([...here.symmetricDifference(there)].filter(line => isCurrent || !/[%％]/v.test(line))).toEqual([]);
		expect(ours.length).toBeGreaterThan(5070);
	});

	it('store a name that is not text in the same way', async () => {
		const {ask, folder, program, sandbox} = await openBoth();
		const here = path.join(folder, 'here');
		await mkdir(here);
		await writeFile(Buffer.concat([Buffer.from(`${here}/a`), Buffer.from([0xFF]), Buffer.from('b')]), 'not text');

		await ask('copy', here, 'jotta:by rclone');
		await program.run(['cp', here, 'jotta:by jottafm']);

		const stored = (name: string) => {
			const {tree} = sandbox.state;
			const parent = tree.find(['Jotta', 'Archive', name]) ?? tree.find(['Jotta', 'Archive', name, 'here']);
			return parent && [...tree.children(parent.id)].map(child => child.name);
		};

		expect(stored('by rclone')).toEqual(['a‛FFb']);
		expect(stored('by jottafm')).toEqual(['a‛FFb']);
	});

	it('take over each other\'s interrupted upload', async () => {
		const {rclone, folder, program, sandbox} = await openBoth({faults: 'POST /upload/* cut-after=12MiB times=1'});
		await makeTree(folder, {'film.mkv': new Uint8Array(30 * MiB).fill(9)});

		const {status} = await rclone(['copy', '--low-level-retries', '1', path.join(folder, 'film.mkv'), 'jotta:']);
		const finished = await program.run(['cp', path.join(folder, 'film.mkv'), 'jotta:']);

		expect([status > 0, finished.status]).toEqual([true, 0]);
		expect(sandbox.log.findLast(request => request.path.startsWith('/upload/'))?.received).toBe(18 * MiB);
	});

	it('pass a large file on', async () => {
		const {ask, folder, program, sandbox} = await openBoth();
		const [film, back] = [path.join(folder, 'film.mkv'), path.join(folder, 'back.mkv')];
		await truncate(await touched(film), 256 * MiB);

		await ask('copy', film, 'jotta:');
		const {status} = await program.run(['cp', 'jotta:film.mkv', back]);

		expect(status).toBe(0);
		expect(linesOf(await ask('lsf', '--format', 'ps', 'jotta:'))).toEqual([`film.mkv;${256 * MiB}`]);
		expect((await ask('md5sum', back)).slice(0, 32)).toBe('1f5039e50bd66b290c56684d8550c6c2');
		expect(sandbox.state.revisions.totalSize()).toBe(256 * MiB);
	});
});

describeWithRclone('an upload of rclone', ({openWitness}) => {
	it('goes on where it was cut', async () => {
		const {ask, folder, sandbox} = await openWitness({faults: 'POST /upload/* cut-after=12MiB times=1'});
		await makeTree(folder, {'film.mkv': new Uint8Array(30 * MiB).fill(7)});

		await ask('copy', '--retries', '3', path.join(folder, 'film.mkv'), 'jotta:');

		expect(sandbox.log.filter(request => request.path.startsWith('/upload/')).map(({received}) => received)).toEqual([expect.any(Number), 18 * MiB]);
		expect((await ask('md5sum', 'jotta:film.mkv')).slice(0, 32)).toBe((await ask('md5sum', path.join(folder, 'film.mkv'))).slice(0, 32));
	});
});

async function touched(file: string): Promise<string> {
	await (await open(file, 'w')).close();
	return file;
}

/** rclone shows control characters as their pictures, in JSON what is no text as a replacement character, and a raw `:` without a sign, though it cannot open that file. */
function asRcloneSays(name: string): string {
	return name.replace('‛msf:', 'msf:').replaceAll(/[\u{1}-\u{1F}]/gv, character => String.fromCodePoint(0x24_00 + character.codePointAt(0)!)) // eslint-disable-line no-control-regex, regexp/no-control-character -- they are what is shown
		.replaceAll(/[\u{DC80}-\u{DCFF}]/gv, '\u{FFFD}');
}
