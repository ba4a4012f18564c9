import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {Worker} from 'node:worker_threads';
import {toFailure} from '../../failure.ts';
import {diskFailure} from '../../files/disk-failures.ts';
import {reach} from '../../files/reach-path.ts';
import {createLimit} from '../concurrency-limit.ts';
import {createFollower, type Following} from './follow.ts';
import type {HashOrder, HashReport} from './hash-worker.ts';

/** A file's MD5; small files come with their bytes, so that they are read once. */
export type Hashed = {readonly md5: string; readonly size: number; readonly bytes?: Buffer};

export type Hasher = {
	/** The MD5 of the first `size` bytes: what is added to the file meanwhile does not count. */
	readonly hash: (path: string, options: {readonly size: number; readonly onProgress?: (bytes: number) => void; readonly signal?: AbortSignal | undefined}) => Promise<Hashed>;
	/** The MD5 of a file that is still being written, and will have this size. */
	readonly follow: (path: string, options: {readonly size: number; readonly signal?: AbortSignal | undefined}) => Following;
	readonly close: () => Promise<void>;
};

const inPlaceLimit = 1_048_576; // bytes: quicker hashed here than handed over

/** Hashes off the main thread, two files at once, and very small ones here; up to the memory limit their bytes are kept for sending. */
export function createHasher({threads = () => 2, memoryLimit = () => 10_485_760}: {readonly threads?: () => number; readonly memoryLimit?: () => number} = {}): Hasher {
	const limit = createLimit(threads);
	const follower = createFollower();
	const idle: Worker[] = [];
	const all = new Set<Worker>();

	const onThread = async (file: Hashing, watching: Watching) => limit.run(async () => {
		watching.signal?.throwIfAborted();
		const worker = idle.pop() ?? startWorker(all);
		try {
			const hashed = await ask(worker, file, watching);
			idle.push(worker);
			return hashed;
		} catch (error) {
			// It may be in the middle of a large file, or dead: the next order goes to another one.
			all.delete(worker);
			await worker.terminate();
			throw error;
		}
	});

	return {
		async hash(path, {size, onProgress, signal}) {
			signal?.throwIfAborted();
			const isKept = size <= memoryLimit();
			return isKept && size <= inPlaceLimit ? readHashing(path, size, signal) : onThread({path, size, isKept}, {onProgress, signal});
		},
		follow: (path, {size, signal}) => size > inPlaceLimit ? follower.follow(path) : readAtTheEnd(path, size, signal),
		async close() {
			await Promise.all([follower.close(), ...[...all].map(async worker => worker.terminate())]);
		},
	};
}

async function readHashing(path: string, size: number, signal: AbortSignal | undefined): Promise<Hashed> {
	try {
		const all = await reach(path, async reached => readFile(reached, {...(signal && {signal})}));
		const bytes = all.subarray(0, size);
		return {md5: createHash('md5').update(bytes).digest('hex'), size: bytes.length, bytes};
	} catch (error) {
		throw diskFailure(error, path);
	}
}

const nothing = () => {}; // eslint-disable-line @typescript-eslint/no-empty-function -- a small file is read when all of it is there

function readAtTheEnd(path: string, size: number, signal: AbortSignal | undefined): Following {
	return {
		upTo: nothing,
		async md5() {
			const {md5} = await readHashing(path, size, signal);
			return md5;
		},
		leave: nothing,
	};
}

function startWorker(all: Set<Worker>): Worker {
	// Beside this file as source; beside the bundle when built.
	const worker = new Worker(new URL(import.meta.url.endsWith('.ts') ? 'hash-worker.ts' : 'hash-worker.js', import.meta.url));
	worker.unref();
	all.add(worker);
	return worker;
}

type Watching = {readonly onProgress?: ((bytes: number) => void) | undefined; readonly signal?: AbortSignal | undefined};

type Hashing = {readonly path: string; readonly size: number; readonly isKept: boolean}; // isKept: the content is to come, too

async function ask(worker: Worker, {path, ...order}: Hashing, {onProgress, signal}: Watching): Promise<Hashed> {
	return new Promise((resolve, reject) => {
		const stop = () => {
			worker.off('message', onReport);
			worker.off('error', onError);
			worker.off('exit', onExit);
			signal?.removeEventListener('abort', onAbort);
		};

		const onAbort = () => {
			stop();
			reject(toFailure(signal?.reason));
		};

		const onExit = () => {
			onError(new Error('The thread that hashes has ended.'));
		};

		const onError = (error: unknown) => {
			stop();
			reject(diskFailure(error, path));
		};

		const onReport = (report: HashReport) => {
			if ('hashed' in report) {
				onProgress?.(report.hashed);
				return;
			}

			if ('errno' in report) {
				onError(Object.assign(new Error(report.errno), {code: report.errno}));
				return;
			}

			stop();
			const {md5, size, bytes} = report;
			resolve({md5, size, ...(bytes && {bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)})});
		};

		worker.on('message', onReport);
		worker.on('error', onError);
		worker.on('exit', onExit);
		signal?.addEventListener('abort', onAbort, {once: true});
		worker.postMessage({id: 0, path, ...order} satisfies HashOrder);
	});
}
