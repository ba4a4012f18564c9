import {Worker} from 'node:worker_threads';
import {diskFailure} from '../../files/disk-failures.ts';
import {diskPath} from '../../files/local-name.ts';
import type {FollowOrder, FollowReport} from './follow-worker.ts';

/**
The MD5 of a file that is still being written. It is reckoned from what is in the file, on a thread of its own: the
line is not kept waiting, and what is checked is what was kept.
*/
export type Following = {
	/** So many bytes from the start on are in the file by now. */
	readonly upTo: (bytes: number) => void;
	/** Called when all is written. @throws Failure when the file cannot be read, or is shorter than was said */
	readonly md5: () => Promise<string>;
	/** Nobody wants to know any more. Does no harm after `md5`. */
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
			const order = (wish: FollowOrder) => {
				worker?.postMessage(wish);
			};

			return {
				upTo(bytes) {
					order({id, path: diskPath(path), upTo: bytes});
				},
				async md5() {
					order({id, isWhole: true});
					try {
						return await answer.promise;
					} catch (error) {
						throw diskFailure(error, path);
					}
				},
				leave() {
					asked.delete(id);
					order({id, isLeft: true});
				},
			};
		},
		async close() {
			await worker?.terminate();
		},
	};
}
