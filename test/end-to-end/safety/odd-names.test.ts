import {Buffer} from 'node:buffer';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {describe, expect, it} from 'vitest';
import {jsonRows, openProgram, programFile} from '../../support/program/program.ts';

/** A command in bash, where `$'\xff'` is a byte. */
async function inBash(command: string, {config, cwd}: {readonly config: string; readonly cwd: string}) {
	const child = spawn('bash', ['-c', `"$0" '${programFile}' ${command} --config-dir '${config}'`, process.execPath], {cwd, stdio: ['ignore', 'pipe', 'pipe']});
	const [out, err, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close') as Promise<[number]>]);
	return {status, out, err};
}

const bytesOf = (name: string) => Buffer.from(name, 'latin1');

describe.skipIf(process.platform !== 'linux')('a name that is no UTF-8', () => {
	it('is named by its bytes on both sides, and as --json prints it', async () => {
		const {config, folder: cwd, run} = await openProgram({isSignedIn: true});
		await writeFile(Buffer.concat([bytesOf(`${cwd}/bad`), Buffer.from([0xFF])]), 'content');

		const up = await inBash(String.raw`cp -q $'bad\xff' jotta:`, {config, cwd});
		const cat = await inBash(String.raw`cat jotta:$'bad\xff'`, {config, cwd});
		const printed = JSON.stringify(jsonRows(await run(['ls', '--json', 'jotta:']))[0]!.name);
		const local = await inBash(`cat '${printed}'`, {config, cwd});
		const down = await inBash(`cp -q 'jotta:${printed}' copy`, {config, cwd});

		expect(up).toEqual({status: 0, out: '', err: ''});
		expect(cat).toEqual({status: 0, out: 'content', err: ''});
		expect(printed).toBe(String.raw`"bad\udcff"`);
		expect(local).toEqual({status: 0, out: 'content', err: ''});
		expect([down.status, await readFile(`${cwd}/copy`, 'utf8')]).toEqual([0, 'content']);
	});

	it('is no hindrance as the folder that one is in', async () => {
		const {config, folder} = await openProgram();
		const cwd = Buffer.concat([bytesOf(`${folder}/bad`), Buffer.from([0xFF])]);
		await mkdir(cwd);
		await writeFile(Buffer.concat([cwd, bytesOf('/a.txt')]), 'content');

		expect(await inBash('cat a.txt', {config, cwd: '/'})).toMatchObject({status: 4});
		const child = spawn('bash', ['-c', String.raw`cd "$1"/$'bad\xff' && "$0" "$2" cat a.txt --config-dir "$3"`, process.execPath, folder, programFile, config], {stdio: ['ignore', 'pipe', 'inherit']});
		expect(await text(child.stdout)).toBe('content');
	});
});

describe('a name with a full-width slash, or with the sign for NUL', () => {
	it('has one spelling on the disk, in a command, and where it is printed', async () => {
		const {config, folder: cwd, run} = await openProgram({isSignedIn: true});
		await writeFile(`${cwd}/a／b␀`, 'content');

		await inBash('cp -q \'a／b␀\' jotta:', {config, cwd});

		expect(await run(['ls', 'jotta:'])).toMatchObject({out: 'a／b␀\n'});
		expect(await run(['cat', 'jotta:a／b␀'])).toMatchObject({status: 0, out: 'content'});
		expect(await run(['rm', 'jotta:a／b␀'])).toMatchObject({status: 0});
		expect(jsonRows(await run(['trash', 'ls', '--json']))).toMatchObject([{path: 'jotta:a／b␀'}]);
	});
});
