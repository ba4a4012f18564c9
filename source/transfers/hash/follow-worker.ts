import {Buffer} from 'node:buffer';
import {createHash, type Hash} from 'node:crypto';
import {closeSync, readSync} from 'node:fs';
import {parentPort} from 'node:worker_threads';
import {openToRead} from '../../files/reach-path.ts';

export type FollowOrder =
	| {readonly id: number; readonly path: string; readonly upTo: number} // bytes that are in the file by now
	| {readonly id: number; readonly isWhole: true} // nothing comes after that
	| {readonly id: number; readonly isLeft: true}; // nobody wants to know any more
export type FollowReport =
	| {readonly id: number; readonly md5: string}
	| {readonly id: number; readonly errno: string};

type Followed = {readonly file: number; readonly hash: Hash; position: number; upTo: number; isWhole: boolean};

const chunk = Buffer.allocUnsafe(4_194_304); // measured best (stack.md)
const followed = new Map<number, Followed>();
let isBusy = false;

parentPort?.on('message', (order: FollowOrder) => {
	try {
		take(order);
	} catch (error) {
		fail(order.id, error);
	}
});

function take(order: FollowOrder): void {
	if ('isLeft' in order) {
		leave(order.id);
		return;
	}

	const known = followed.get(order.id);
	if ('path' in order) {
		const one = known ?? begin(order);
		one.upTo = order.upTo;
	} else if (known) {
		known.isWhole = true;
	}

	if (isBusy) {
		return;
	}

	isBusy = true;
	setImmediate(work);
}

function begin({id, path}: Extract<FollowOrder, {path: unknown}>): Followed {
	const one = {
		file: openToRead(path), hash: createHash('md5'), position: 0, upTo: 0, isWhole: false,
	};
	followed.set(id, one);
	return one;
}

/** A chunk of each file, then what has been ordered meanwhile: a long file keeps no other waiting. */
function work(): void {
	isBusy = false;
	for (const [id, one] of followed) {
		try {
			const isDone = step(one);
			isBusy ||= !isDone;
			if (isDone && one.isWhole) {
				parentPort?.postMessage({id, md5: one.hash.digest('hex')} satisfies FollowReport);
				leave(id);
			}
		} catch (error) {
			fail(id, error);
		}
	}

	if (isBusy) {
		setImmediate(work);
	}
}

/** Whether all of it is hashed that is there by now. */
function step(one: Followed): boolean {
	const length = Math.min(chunk.length, one.upTo - one.position);
	const read = length === 0 ? 0 : readSync(one.file, chunk, 0, length, one.position);
	if (read === 0 && length > 0) {
		throw Object.assign(new Error('shorter than it was written'), {code: 'EIO'});
	}

	one.hash.update(chunk.subarray(0, read));
	one.position += read;
	return one.position === one.upTo;
}

function fail(id: number, error: unknown): void {
	leave(id);
	const errno = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
	parentPort?.postMessage({id, errno} satisfies FollowReport);
}

function leave(id: number): void {
	const one = followed.get(id);
	followed.delete(id);
	if (one) {
		closeSync(one.file);
	}
}
