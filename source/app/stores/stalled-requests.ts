import type {FileSystem} from '../../files/file-system.ts';
import {toFailure} from '../../failure.ts';
import type {Clock} from '../../clock.ts';
import type {Client} from '../../jotta/client.ts';
import {eachUntil} from '../../jotta/http/stalled-requests.ts';
import type {
	Direction,
	ItemPhase,
	QueueRow,
	QueueSnapshot,
} from '../../transfers/snapshot.ts';

/** A transfer stalls when no byte was transferred for so long: ms. */
export const stallsAfter = 10_000;

const worthSaying = 5000; // ms: slow connections often take a few seconds

/** The requests that the service has not answered yet. */
export type StalledRequests = {
	/** Counts a request as pending until its answer arrives. */
	readonly track: <Answer>(answer: Promise<Answer>) => Promise<Answer>;
	/** The same file system; its requests to the cloud are tracked. */
	readonly trackFiles: (files: FileSystem) => FileSystem;
	/** The same client; its requests are tracked. */
	readonly trackClient: (client: Client) => Client;
	/** Whole seconds that the oldest request has waited, from 5 seconds on. */
	readonly seconds: () => number | undefined;
};

/** Tracks requests by the clock given. `onOutcome`: whether the service could be reached, after each request to it. */
export function createStalledRequests({now}: Pick<Clock, 'now'>, onOutcome: (isReached: boolean) => void = () => undefined): StalledRequests {
	const pending = new Map<object, number>(); // when each was sent
	const track = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
		const request = {};
		pending.set(request, now());
		try {
			return await answer;
		} finally {
			pending.delete(request);
		}
	};

	const ask: StalledRequests['track'] = async request => {
		try {
			const answer = await track(request);
			onOutcome(true);
			return answer;
		} catch (error) {
			if (toFailure(error).code === 'offline') {
				onOutcome(false);
			}

			throw error;
		}
	};

	return {
		track,
		trackFiles: files => files.kind === 'local' ? files : trackedFiles(files, ask),
		trackClient: client => ({
			...client,
			async send(call) {
				const answer = await ask(client.send(call));
				return {...answer, body: eachUntil(answer.body, ask)};
			},
		}),
		seconds() {
			const stalled = now() - Math.min(...pending.values());
			return stalled >= worthSaying ? Math.floor(stalled / 1000) : undefined; // minus infinity when nothing is pending
		},
	};
}

type Running = Pick<QueueSnapshot, 'bandwidth'> & {readonly rows: ReadonlyArray<Pick<QueueRow, 'phase' | 'direction' | 'movedAt'>>};

/** Whole seconds without progress in any transfer that uses the connection; undefined when one progresses, or none runs. */
export function stalledTransfers({rows, bandwidth}: Running, now: number): number | undefined {
	const onLine = rows.filter(({phase, direction}) => phasesOnLine[direction].includes(phase));
	const stalled = now - Math.max(...onLine.map(({movedAt}) => movedAt ?? now));
	return bandwidth === undefined && onLine.length > 0 && stalled >= stallsAfter ? Math.floor(stalled / 1000) : undefined; // a bandwidth limit causes pauses of its own
}

/** The phases that use the connection. A download is checked against the local disk. */
const phasesOnLine: Readonly<Record<Direction, readonly ItemPhase[]>> = {
	up: ['checking', 'sending'], down: ['receiving'], cloud: ['checking', 'receiving', 'sending', 'copying'], local: [],
};

function trackedFiles(files: FileSystem, track: StalledRequests['track']): FileSystem {
	return {
		...files,
		list: (...parameters) => eachUntil(files.list(...parameters), track),
		walk: (...parameters) => eachUntil(files.walk(...parameters), track),
		stat: async (...parameters) => track(files.stat(...parameters)),
		mkdir: async (...parameters) => track(files.mkdir(...parameters)),
		rename: async (...parameters) => track(files.rename(...parameters)),
		copy: async (...parameters) => track(files.copy(...parameters)),
		remove: async (...parameters) => track(files.remove(...parameters)),
		setModified: async (...parameters) => track(files.setModified(...parameters)),
		read: async (...parameters) => track(files.read(...parameters)),
		space: async (...parameters) => track(files.space(...parameters)),
	};
}
