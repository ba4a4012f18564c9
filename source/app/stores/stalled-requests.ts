import type {FileSystem} from '../../files/file-system.ts';
import type {Clock} from '../../clock.ts';
import type {Client} from '../../jotta/client.ts';
import {eachUntil} from '../../jotta/http/stalled-requests.ts';
import type {
	Direction,
	ItemPhase,
	QueueRow,
	QueueSnapshot,
} from '../../transfers/snapshot.ts';

/** A transfer stalls when so long no byte has come or gone: ms. */
export const stallsAfter = 10_000;

const worthSaying = 5000; // ms: a slow line often takes a few seconds

/** Knows what has been asked of the service and is not answered yet. */
export type StalledRequests = {
	/** Waits for an answer. */
	readonly track: <Answer>(asked: Promise<Answer>) => Promise<Answer>;
	/** The same file system; while the cloud does not answer, that is noticed. */
	readonly trackFiles: (files: FileSystem) => FileSystem;
	/** The same client: what it sends is noticed, too. */
	readonly trackClient: (client: Client) => Client;
	/** Whole seconds since the oldest question, once they are worth saying. */
	readonly seconds: () => number | undefined;
};

export function createStalledRequests({now}: Pick<Clock, 'now'>): StalledRequests {
	const asked = new Map<object, number>(); // when
	const track = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
		const question = {};
		asked.set(question, now());
		try {
			return await answer;
		} finally {
			asked.delete(question);
		}
	};

	return {
		track,
		trackFiles: files => files.kind === 'local' ? files : trackedFiles(files, track),
		trackClient: client => ({
			...client,
			async send(call) {
				const answer = await track(client.send(call));
				return {...answer, body: eachUntil(answer.body, track)};
			},
		}),
		seconds() {
			const silent = now() - Math.min(...asked.values());
			return silent >= worthSaying ? Math.floor(silent / 1000) : undefined; // nothing asked: minus infinity
		},
	};
}

type Running = Pick<QueueSnapshot, 'bandwidth'> & {readonly rows: ReadonlyArray<Pick<QueueRow, 'phase' | 'direction' | 'movedAt'>>};

/** Whole seconds since anything got on of what runs over the line; nothing where something does, or nothing runs there. */
export function stalledTransfers({rows, bandwidth}: Running, now: number): number | undefined {
	const onLine = rows.filter(({phase, direction}) => phasesOnLine[direction].includes(phase));
	const silent = now - Math.max(...onLine.map(({movedAt}) => movedAt ?? now));
	return bandwidth === undefined && onLine.length > 0 && silent >= stallsAfter ? Math.floor(silent / 1000) : undefined; // a limit makes pauses of its own
}

/** In which phases the service is asked; to look at what is there is work of the disk on the way down. */
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
