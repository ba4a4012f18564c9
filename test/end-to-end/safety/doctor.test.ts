import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {
	readFile,
	readdir,
	stat,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {trials} from '../../../source/doctor/trials/table.ts';
import {openProgram, programFile, type Program} from '../../support/program/program.ts';

/** What the doctor takes for true is how the default profile answers. */
const open = async () => openProgram({isSignedIn: true, profile: 'default'});
const stored = async ({ready}: Program) => (await fetch(`${ready.url}/sandbox/stored`)).text();

describe('jottafm doctor', () => {
	it('shows all that it would try, and sends nothing', async () => {
		const program = await open();
		const before = program.log.length;

		const {status, out, err} = await program.run(['doctor', '--dry-run']);

		expect({status, err, lines: out.trim().split('\n').length}).toEqual({status: 0, err: '', lines: trials.length});
		expect(program.log).toHaveLength(before);
	});

	it('finds all as assumed, announces each step, and keeps the report for the person alone', async () => {
		const program = await open();
		const before = await stored(program);
		const file = path.join(program.folder, 'report.txt');

		const {status, out, err} = await program.run(['doctor', '--report', file]);

		const [first = '', ...lines] = out.trimEnd().split('\n');
		expect({status, first}).toEqual({status: 0, first: 'jottafm 0.1.0\tanother server'});
		expect(lines.filter(line => !line.includes('\tas assumed\t'))).toEqual([]);
		expect(lines).toHaveLength(trials.length);
		expect(err.trimEnd().split('\n')).toEqual([...trials.map(({number, question}) => `${number}: ${question}`), `All is as assumed: ${trials.length} questions.`]);
		expect(await readFile(file, 'utf8')).toBe(out);
		expect((await stat(file)).mode & 0o777).toBe(0o600); // eslint-disable-line no-bitwise -- file modes are bits
		expect(await stored(program)).toBe(before);
	});

	it('says in JSON and by its status what is not as assumed', async () => {
		const program = await open();
		program.ready.state.switches.allocateStatus = 201;

		const {status, out, err} = await program.run(['doctor', '--json', '-q']);

		const lines = out.trimEnd().split('\n').map(line => JSON.parse(line) as Record<string, string>);
		expect(status).toBe(1);
		expect(lines.filter(({verdict}) => verdict === 'differs')).toEqual([{
			number: 'N6', name: 'announce-status', question: expect.any(String) as string, assumed: '200', verdict: 'differs', seen: '201',
		}]);
		expect(err).toBe(`jottafm: Of ${trials.length} questions, answered otherwise than assumed: 1; not tried: 0. Attach the report to an issue: no name of yours is in it.\n`);
	});

	it('tries some questions alone', async () => {
		const program = await open();

		const {status, out, err} = await program.run(['doctor', '--only', 'N12', '--only', 'locks']);

		expect(status).toBe(0);
		expect(out.trimEnd().split('\n').slice(1).map(line => line.split('\t', 3)[2])).toEqual(['locks', 'resume-with-range', 'resume-without-range', 'resume-elsewhere']);
		expect(err).toContain('All is as assumed: 4 questions.');
	});

	it('leaves nothing behind on a service that differs in much', async () => {
		const program = await openProgram({isSignedIn: true});
		const before = await stored(program);

		const {status, out} = await program.run(['doctor', '-q']);

		expect({status, lines: out.trimEnd().split('\n').length}).toEqual({status: 1, lines: trials.length + 1});
		expect(out).toContain('\tdiffers\t');
		expect(await stored(program)).toBe(before);
	});

	it('replaces no file with its report, and asks nothing then', async () => {
		const program = await open();
		await writeFile(path.join(program.folder, 'report.txt'), 'mine');
		const before = program.log.length;

		const result = await program.run(['doctor', '--report', path.join(program.folder, 'report.txt')]);

		expect(result).toMatchObject({status: 1, out: '', err: expect.stringContaining('There is something of the name') as string});
		expect(await readFile(path.join(program.folder, 'report.txt'), 'utf8')).toBe('mine');
		expect(program.log).toHaveLength(before);
		expect(await readdir(program.folder)).toContain('report.txt');
	});

	it('clears its folder at Ctrl-C, and has told what it found until then', async () => {
		const program = await open();
		const before = await stored(program);
		const child = spawn(process.execPath, [programFile, 'doctor', '--config-dir', program.config, '--server', program.ready.url], {stdio: ['ignore', 'pipe', 'pipe']});
		let [out, err] = ['', ''];
		let isInterrupted = false;
		child.stdout.on('data', chunk => {
			out += String(chunk);
		});
		child.stderr.on('data', chunk => {
			err += String(chunk);
			if (!isInterrupted && err.includes('a part of a file arrives')) {
				isInterrupted = child.kill('SIGINT');
			}
		});

		const [status] = await once(child, 'close') as [number];

		expect(status).toBe(130);
		expect(out.trimEnd().split('\n').length).toBeGreaterThan(20);
		expect(err).toMatch(/\nNot tried: \d+ of \d+ questions\.\n/v);
		expect(await stored(program)).toBe(before);
	});

	it('says that its folder is in the trash when it cannot be deleted for good', async () => {
		const program = await open();
		program.ready.setFaults('POST /jfs/*/Archive/jottafm%20doctor%20????-??-??%20????????*rmDir=true status=500');

		const {status, err} = await program.run(['doctor', '-q', '--only', 'folder-again']);

		expect(status).toBe(1);
		expect(err).toMatch(/^jottafm: The doctor’s folder could not be deleted for good: jotta:jottafm doctor [\d \-a-f]+ is in the trash\. Delete it there\.\n$/v);
	});

	it('says where its folder lies when the service fails in the middle', async () => {
		const program = await open();
		program.ready.setFaults('ANY * drop=before after=200');

		const {status, err, out} = await program.run(['doctor', '-q']);

		expect(status).toBe(1);
		expect(out.trimEnd().split('\n').length).toBeGreaterThan(20);
		expect(err).toMatch(/^jottafm: The doctor’s folder could not be deleted: jotta:jottafm doctor [\d \-a-f]+ may still be there\. Look for it, and delete it\.\njottafm: Jottacloud could not be reached/v);
	});
});
