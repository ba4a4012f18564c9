import {Worker} from 'node:worker_threads';
import {diskFailure} from '../../files/disk-failures.ts';
import type {FollowOrder, FollowReport} from './follow-worker.ts';

/**
The MD5 of a file that is still being written. It is computed from what is in the file, by a thread of its own: the
connection does not wait for it, and what is checked is what was stored.
*/
export type Following = {
	/** This many bytes, from the start, are in the file now. */
	readonly upTo: (bytes: number) => void;
	/** Called when all is written. @throws Failure when the file cannot be read, or is shorter than was said */
	readonly md5: () => Promise<string>;
	/** The MD5 is not wanted any more; allowed after `md5`, too. */
	readonly leave: () => void;
};

export type Follower = {
	readonly follow: (path: string) => Following;
	readonly close: () => Promise<void>;
};

export function createFollower(): Follower {
	const asked = new Map<number, PromiseWithResolvers<string>>();
	let worker: Worker | undefined;
	let last = 0;

	const failAll = (error: unknown) => {
		worker = undefined;
		for (const {reject} of asked.values()) {
			reject(error);
		}

		asked.clear();
	};

	const start = () => {
		// Beside this file as source; beside the bundle when built.
		const started = new Worker(new URL(import.meta.url.endsWith('.ts') ? 'follow-worker.ts' : 'follow-worker.js', import.meta.url));
		started.unref();
		started.on('message', (report: FollowReport) => {
			const answer = asked.get(report.id);
			asked.delete(report.id);
			if ('md5' in report) {
				answer?.resolve(report.md5);
			} else {
				answer?.reject(Object.assign(new Error(report.errno), {code: report.errno}));
			}
		});
		started.on('error', failAll);
		return started;
	};

	return {
		follow(path) {
			last += 1;
			const id = last;
			const answer = Promise.withResolvers<string>();
			answer.promise.catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- said when the MD5 is asked for
			asked.set(id, answer);
			worker ??= start();
			const send = (order: FollowOrder) => {
				worker?.postMessage(order);
			};

			return {
				upTo(bytes) {
					send({id, path, upTo: bytes});
				},
				async md5() {
					send({id, isWhole: true});
					try {
						return await answer.promise;
					} catch (error) {
						throw diskFailure(error, path);
					}
				},
				leave() {
					asked.delete(id);
					send({id, isLeft: true});
				},
			};
		},
		async close() {
			await worker?.terminate();
		},
	};
}
