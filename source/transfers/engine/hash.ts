import type {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {Worker} from 'node:worker_threads';
import {diskFailure} from '../../files/disk-failures.ts';
import {diskPath} from '../../files/local-name.ts';
import type {HashOrder, HashReport} from './hash-worker.ts';
import {createLimit} from './limit.ts';

/** A file's MD5; small files come with their bytes, so that they are read once. */
export type Hashed = {readonly md5: string; readonly size: number; readonly bytes?: Buffer};

export type Hasher = {
	readonly hash: (path: string, options: {readonly size: number; readonly onProgress?: (bytes: number) => void; readonly signal?: AbortSignal | undefined}) => Promise<Hashed>;
	readonly close: () => Promise<void>;
};

const inPlaceLimit = 1_048_576; // bytes: quicker hashed here than handed over

/** Hashes off the main thread, two files at once; small ones at once, keeping their bytes up to the memory limit. */
export function createHasher({threads = () => 2, memoryLimit = 10_485_760}: {readonly threads?: () => number; readonly memoryLimit?: number} = {}): Hasher {
	const limit = createLimit(threads);
	const idle: Worker[] = [];
	const all: Worker[] = [];

	const onThread = async (path: string, onProgress?: (bytes: number) => void) => limit.run(async () => {
		const worker = idle.pop() ?? startWorker(all);
		try {
			return await ask(worker, path, onProgress);
		} finally {
			idle.push(worker);
		}
	});

	return {
		async hash(path, {size, onProgress, signal}) {
			signal?.throwIfAborted();
			if (size > Math.min(inPlaceLimit, memoryLimit)) {
				return onThread(path, onProgress);
			}

			try {
				const bytes = await readFile(diskPath(path), {...(signal && {signal})});
				return {md5: createHash('md5').update(bytes).digest('hex'), size: bytes.length, bytes};
			} catch (error) {
				throw diskFailure(error, path);
			}
		},
		async close() {
			await Promise.all(all.map(async worker => worker.terminate()));
		},
	};
}

function startWorker(all: Worker[]): Worker {
	// Beside this file as source; beside the bundle when built.
	const worker = new Worker(new URL(import.meta.url.endsWith('.ts') ? 'hash-worker.ts' : 'hash-worker.js', import.meta.url));
	worker.unref();
	all.push(worker);
	return worker;
}

async function ask(worker: Worker, path: string, onProgress?: (bytes: number) => void): Promise<Hashed> {
	return new Promise((resolve, reject) => {
		const stop = () => {
			worker.off('message', onReport);
			worker.off('error', onError);
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
			resolve({md5: report.md5, size: report.size});
		};

		worker.on('message', onReport);
		worker.on('error', onError);
		worker.postMessage({id: 0, path: diskPath(path)} satisfies HashOrder);
	});
}
