import {spawn, type ChildProcess} from 'node:child_process';
import {createHash, randomFillSync} from 'node:crypto';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {openState} from '../../source/sandbox/state/state.ts';
import {signInBy, type SandboxClient} from '../support/sandbox/sandbox-client.ts';
import {median, type BenchRow} from './bench-row.ts';

/*
The sandbox serves every other benchmark, so it must be fast itself: large folders, many files, large bodies and many small
ones, without any client of ours.
*/

const program = path.resolve('dist/cli.js');
const folderSize = 100_000;
const [few, many] = [100, 1_000_000];
const filesEach = 1000;
const bodySize = 512 * 1_048_576; // bytes
const uploads = 1000;

export async function measure(): Promise<readonly BenchRow[]> {
	const folder = await mkdtemp(path.join(tmpdir(), 'jottafm-bench-'));
	try {
		const [small, large] = [path.join(folder, 'small'), path.join(folder, 'large')];
		seed(small, few, {filesInOne: 0});
		seed(large, many, {filesInOne: folderSize});
		return [
			...await withSandbox(large, listing),
			await metadata(small, large),
			...await withSandbox(small, bodies),
			await withSandbox(small, smallUploads),
		];
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}

/** Files in folders of a thousand, and one large folder. */
function seed(directory: string, count: number, {filesInOne}: {readonly filesInOne: number}): void {
	const {database, tree, revisions} = openState({directory});
	const archive = tree.find(['Jotta', 'Archive'])!;
	database.exec('BEGIN');
	const fill = (name: string, files: number) => {
		const {id} = tree.add(archive.id, name, 'folder');
		for (let index = 0; index < files; index += 1) {
			const file = `IMG_${String(index).padStart(6, '0')}.jpg`;
			revisions.add(tree.add(id, file, 'file').id, file, {
				state: 'COMPLETED', created: 0, modified: 0, updated: 0, size: index, md5: index.toString(16).padStart(32, '0'),
			});
		}
	};

	for (let made = 0; made < count - filesInOne; made += filesEach) {
		fill(`folder ${made / filesEach}`, Math.min(filesEach, count - filesInOne - made));
	}

	fill('large', filesInOne);
	database.exec('COMMIT');
	database.close();
}

type Serving = {readonly client: SandboxClient; readonly url: string; readonly memory: () => {readonly now: number; readonly peak: number}; readonly cpu: () => number};

/** A sandbox in a process of its own, so that its memory can be measured. */
async function withSandbox<Result>(directory: string, work: (serving: Serving) => Promise<Result>): Promise<Result> {
	const server = spawn(process.execPath, [program, 'sandbox', '--port', '0', '--until-stdin-ends', '--dir', directory], {stdio: ['pipe', 'pipe', 'inherit']});
	try {
		const [line] = await once(createInterface({input: server.stdout}), 'line') as [string];
		const {url, loginToken} = JSON.parse(line) as {readonly url: string; readonly loginToken: string};
		return await work({
			client: await signInBy(url, loginToken), url, memory: () => memoryOf(server), cpu: () => cpuOf(server),
		});
	} finally {
		server.stdin.end();
		await once(server, 'exit');
	}
}

/** MB resident. */
function memoryOf({pid}: ChildProcess): {readonly now: number; readonly peak: number} {
	const text = readFileSync(`/proc/${pid}/status`, 'utf8');
	const read = (field: string) => Number(new RegExp(String.raw`${field}:\s+(\d+)`, 'v').exec(text)?.[1] ?? 0) / 1024;
	return {now: read('VmRSS'), peak: read('VmHWM')};
}

const tick = 10; // ms: Linux counts a process's time in these

/** ms of CPU used so far. */
function cpuOf({pid}: ChildProcess): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ', 2)[1]!.split(' ');
	return (Number(fields[11]) + Number(fields[12])) * tick;
}

async function listing({client: {token, user}, url, memory}: Serving): Promise<readonly BenchRow[]> {
	const firsts: number[] = [];
	const wholes: number[] = [];
	let before = 0;
	for (let round = 0; round < 6; round += 1) {
		const begin = performance.now();
		const answer = await fetch(`${url}/jfs/${user}/Jotta/Archive/large`, {headers: {authorization: `Bearer ${token}`}});
		let first = 0;
		for await (const _ of answer.body!) {
			first ||= performance.now() - begin;
		}

		before ||= memory().peak; // the first round fills the caches of the database and of V8, which stay
		firsts.push(first);
		wholes.push(performance.now() - begin);
	}

	return [{
		what: 'sandbox: folder of 100,000 files, first bytes', figure: `${Math.round(median(firsts))} ms, the whole ${Math.round(median(wholes))} ms, memory +${Math.round(memory().peak - before)} MB in five more`, budget: '100 ms, flat',
	}];
}

async function metadata(small: string, large: string): Promise<BenchRow> {
	const time = async ({client}: Serving) => {
		const times: number[] = [];
		for (let round = 0; round < 300; round += 1) {
			const begin = performance.now();
			const {status} = await client.get(`/Jotta/Archive/folder%200/IMG_0000${String(round % few).padStart(2, '0')}.jpg`);
			times.push(performance.now() - begin);
			if (status !== 200) {
				throw new Error(`metadata answered ${status}`);
			}
		}

		return median(times);
	};

	const [atFew, atMany] = [await withSandbox(small, time), await withSandbox(large, time)];
	return {what: 'sandbox: one file\'s document at 100 and at 1,000,000 files', figure: `${atFew.toFixed(2)} and ${atMany.toFixed(2)} ms`, budget: 'about the same'};
}

async function bodies({client, url, memory}: Serving): Promise<readonly BenchRow[]> {
	const piece = randomFillSync(new Uint8Array(1_048_576));
	const hash = createHash('md5');
	for (let at = 0; at < bodySize; at += piece.length) {
		hash.update(piece);
	}

	const headers = {authorization: `Bearer ${client.token}`};
	const announce = await fetch(`${url}/files/v1/allocate`, {method: 'POST', headers, body: JSON.stringify({path: '/jfs/Jotta/Archive/film.bin', bytes: bodySize, md5: hash.digest('hex')})});
	const {upload_url: address} = await announce.json() as {readonly upload_url: string};
	const before = memory().now;
	const upBegin = performance.now();
	const sent = await fetch(address, {
		method: 'POST', headers: {...headers, 'content-length': String(bodySize)}, body: repeat(piece, bodySize / piece.length), duplex: 'half',
	});
	const up = performance.now() - upBegin;
	const downBegin = performance.now();
	let arrived = 0;
	const answer = await fetch(`${url}/jfs/${client.user}/Jotta/Archive/film.bin?mode=bin`, {headers});
	for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
		arrived += chunk.length;
	}

	if (sent.status !== 200 || arrived !== bodySize) {
		throw new Error(`the large body: ${sent.status}, ${arrived} bytes came back`);
	}

	const rate = (time: number) => Math.round(bodySize / 1e6 / (time / 1000));
	return [{
		what: 'sandbox: a body of 512 MiB up and down', figure: `${rate(up)} and ${rate(performance.now() - downBegin)} MB/s, memory +${Math.round(memory().peak - before)} MB`, budget: 'several hundred MB/s, flat',
	}];
}

async function * repeat(piece: Uint8Array, times: number): AsyncGenerator<Uint8Array> {
	for (let count = 0; count < times; count += 1) {
		yield piece;
	}
}

async function smallUploads({client, cpu}: Serving): Promise<BenchRow> {
	const [sandboxBefore, clientBefore] = [cpu(), process.cpuUsage()];
	const begin = performance.now();
	let next = 0;
	const work = async () => {
		while (next < uploads) {
			next += 1;
			const status = await client.upload(`/Jotta/Archive/many/${next}.txt`, `content of ${next}`);
			if (status !== 200) {
				throw new Error(`an upload ended with ${status}`);
			}
		}
	};

	await Promise.all(Array.from({length: 8}, work));
	const took = performance.now() - begin;
	const {user, system} = process.cpuUsage(clientBefore);
	const share = (milliseconds: number) => Math.round(milliseconds / uploads * 100) / 100;
	return {
		what: 'sandbox: 1,000 small uploads, 8 at once',
		figure: `${Math.round(uploads / (took / 1000))} a second; CPU of each: sandbox ${share(cpu() - sandboxBefore)} ms, the client ${share((user + system) / 1000)} ms`,
		budget: 'the sandbox needs less than the client',
	};
}
