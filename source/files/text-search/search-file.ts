import type {Buffer} from 'node:buffer';
import {Worker} from 'node:worker_threads';
import {toFailure} from '../../failure.ts';
import {diskFailure} from '../disk-failures.ts';
import type {FileSystem} from '../file-system.ts';
import {diskPath} from '../local-name.ts';
import type {Match} from './text-pattern.ts';
import {
	even,
	scan,
	scanHeld,
	type ScanOrder,
} from './scan.ts';
import type {SearchOrder, SearchReport} from './search-worker.ts';

export type SearchedFile = {
	readonly files: FileSystem;
	readonly path: string;
	readonly size: number; // bytes
	readonly held: {readonly from: number; readonly bytes: Buffer}; // what is in memory is not read again
};

type Watching = {
	/** Called with how much of the way has been looked through: 0 to 1. */
	readonly onProgress: (share: number) => void;
	readonly signal: AbortSignal;
};

/**
The next place in a file with a text, or the last one before a position; undefined where there is none. A file on the disk is
read on a thread of its own, one in the cloud in one request from where the held part ends.
@throws Failure `cancelled` after an abort, or why the file cannot be read
*/
export async function searchFile({files, path, size, held}: SearchedFile, order: ScanOrder, {onProgress, signal}: Watching): Promise<Match | undefined> {
	const {at, isBackward} = order;
	const end = held.from + held.bytes.length;
	const isHeld = at >= held.from && at <= end;
	const found = isHeld ? scanHeld(order, held) : undefined;
	const rest = isHeld ? {...order, at: isBackward ? held.from : Math.max(at, even(end) - bytesOfQuery(order))} : order;
	const isAllHeld = isBackward ? rest.at === 0 : end >= size && isHeld;
	if (found !== undefined || isAllHeld) {
		return found;
	}

	const way = isBackward ? at : size - at;
	const passed = Math.abs(at - rest.at);
	const onScanned = (scanned: number) => {
		onProgress(Math.min(1, (passed + scanned) / Math.max(1, way)));
	};

	return files.kind === 'local'
		? searchOnThread({...rest, path: diskPath(path)}, {onScanned, signal, name: path})
		: scan(rest, from => contentOf(files, path, {from, signal}), onScanned);
}

/** What may stand at the end of the held part and go on behind it: at most so many bytes, and an even number of them. */
const bytesOfQuery = ({query}: ScanOrder) => query.length * 4;

async function * contentOf(files: FileSystem, path: string, {from, signal}: {readonly from: number; readonly signal: AbortSignal}): AsyncGenerator<Uint8Array> {
	for await (const piece of await files.read(path, {from, signal})) {
		signal.throwIfAborted();
		yield piece;
	}
}

type Thread = {readonly onScanned: (bytes: number) => void; readonly signal: AbortSignal; readonly name: string};

async function searchOnThread(order: SearchOrder, {onScanned, signal, name}: Thread): Promise<Match | undefined> {
	signal.throwIfAborted();
	// Beside this file as source; beside the bundle when built.
	const worker = new Worker(new URL(import.meta.url.endsWith('.ts') ? 'search-worker.ts' : 'search-worker.js', import.meta.url));
	const {promise, resolve, reject} = Promise.withResolvers<Match | undefined>();
	const onAbort = () => {
		reject(toFailure(signal.reason));
	};

	worker.on('message', (report: SearchReport) => {
		if ('scanned' in report) {
			onScanned(report.scanned);
		} else if ('errno' in report) {
			reject(diskFailure(Object.assign(new Error(report.errno), {code: report.errno}), name));
		} else {
			resolve(report.found);
		}
	});
	worker.on('error', error => {
		reject(diskFailure(error, name));
	});
	worker.on('exit', () => {
		reject(toFailure(new Error('The thread that searches has ended.')));
	});
	signal.addEventListener('abort', onAbort, {once: true});
	worker.unref();
	worker.postMessage(order);
	try {
		return await promise;
	} finally {
		signal.removeEventListener('abort', onAbort);
		await worker.terminate();
	}
}
