import {withoutStepsBack, type Clock} from '../../../clock.ts';
import type {Entry} from '../../../files/entry.ts';
import type {Location} from '../../../files/location.ts';
import type {Item, WorkStep} from '../../item.ts';
import type {Job} from '../../job.ts';
import type {ItemPhase} from '../../snapshot.ts';
import type {TransferStore} from '../../store/store.ts';
import type {NewEvent} from '../../store/events.ts';
import {createSpeedMeter, createSteadySpeed} from '../../speed.ts';

/*
What the engine records, gathered and written a few times a second in one transaction. A state that was not written
when the engine dies is found out again: uploads by the service's answer, downloads by the file that is there.
*/

export type Recorder = {
	/** `by`: the job whose rule has decided it; where that was changed before it is written, it waits to be decided again. */
	readonly save: (item: Item, by?: Rule) => void;
	/** Written at once. */
	readonly step: (item: number, step: WorkStep) => void;
	readonly placed: (folder: Location, entry: Entry) => void;
	readonly removed: (folder: Location, segment: string) => void;
	/** A phase begins: from now on progress is expected. */
	readonly began: (item: number, phase: ItemPhase) => void;
	/** Bytes of the phase that an item is in. */
	readonly progress: (item: number, bytes: number) => void;
	/** Bytes that were transferred: the speed. */
	readonly transferred: (item: number, bytes: number) => void;
	readonly ended: (item: number) => void;
	readonly flush: () => void;
	/** Unless that was done just before. */
	readonly flushNowAndThen: () => void;
};

type Rule = Pick<Job, 'id' | 'overwrite' | 'checksum'>;

type RecorderStore = Pick<TransferStore, 'facts' | 'jobs' | 'items' | 'progress' | 'events' | 'transact'>;

const flushEvery = 200; // ms
const transferPhases: ReadonlySet<ItemPhase> = new Set(['sending', 'receiving', 'copying']);

export function createRecorder({facts, jobs, items, progress: progressOfItems, events: happened, transact}: RecorderStore, clock: Clock): Recorder {
	const states = new Map<number, {readonly item: Item; readonly by: Rule | undefined}>();
	const events: NewEvent[] = [];
	const progress = new Map<number, number>();
	const meters = new Map<number, ReturnType<typeof createSpeedMeter>>();
	const now = withoutStepsBack(clock);
	const total = createSpeedMeter(now);
	const steady = createSteadySpeed(now);
	const hashing = createSpeedMeter(now);
	const phases = new Map<number, ItemPhase>();
	const arrived = new Map<number, number>(); // bytes at the target
	const moved = new Map<number, {readonly bytes: number; readonly at: number}>(); // the last progress of each
	const transferred = new Map<number, number>(); // bytes since the last reading: there are thousands of chunks a second, so the clock is read here only
	let isMoving = false;
	let flushed = 0;

	const addToOwn = (item: number, bytes: number) => {
		const own = meters.get(item) ?? createSpeedMeter(now);
		meters.set(item, own);
		own.add(bytes);
	};

	const readMeters = () => {
		let sum = 0;
		for (const [item, bytes] of transferred) {
			sum += bytes;
			total.add(bytes);
			if (progress.has(item)) {
				addToOwn(item, bytes);
			}
		}

		transferred.clear();
		steady.pass(sum, sum > 0 || Array.from(phases, ([, phase]) => phase).some(phase => transferPhases.has(phase)));
		for (const [item, bytes] of progress) {
			const before = moved.get(item)?.bytes;
			if (before !== bytes) {
				moved.set(item, {bytes, at: clock.now()});
			}

			if (phases.get(item) === 'hashing' && bytes > (before ?? 0)) {
				hashing.add(bytes - (before ?? 0));
				addToOwn(item, bytes - (before ?? 0));
			}
		}
	};

	const writeProgress = () => {
		readMeters();
		progressOfItems.replace(Array.from(progress, ([item, bytes]) => ({
			item, bytes, speed: meters.get(item)?.read() ?? 0, movedAt: moved.get(item)?.at ?? 0, ...(arrived.has(item) && {arrived: arrived.get(item)!}),
		})));

		const speed = total.read();
		facts.write('speed', Math.round(speed));
		facts.write('steady_speed', steady.read());
		facts.write('hashing', Math.round(hashing.read()));
		isMoving = speed + hashing.read() > 0; // written until it is known that nothing is moving any more
	};

	const isByOldRule = ({state: {phase}}: Item, {id, overwrite, checksum}: Rule) => {
		const job = phase === 'asks' || phase === 'skipped' ? jobs.read(id) : undefined;
		return job !== undefined && (job.overwrite !== overwrite || job.checksum !== checksum);
	};

	const flush = () => {
		if (states.size === 0 && events.length === 0 && !isMoving) {
			return;
		}

		transact(() => {
			for (const {item, by} of states.values()) {
				items.save(by && isByOldRule(item, by) ? {...item, state: {phase: 'waiting'}} : item);
			}

			writeProgress();
			if (events.length > 0) {
				happened.add(events);
			}
		});
		states.clear(); // only now: what could not be written is written with the next flush
		events.length = 0;
	};

	return {
		save(item, by) {
			states.set(item.id, {item, by});
		},
		step: items.writeStep,
		placed(folder, entry) {
			events.push({kind: 'placed', folder, subject: entry});
		},
		removed(folder, segment) {
			events.push({kind: 'removed', folder, subject: segment});
		},
		began(item, phase) {
			moved.delete(item);
			meters.delete(item);
			phases.set(item, phase);
			progress.set(item, phase === 'verifying' ? progress.get(item) ?? 0 : 0);
			isMoving = true;
		},
		progress(item, bytes) {
			progress.set(item, bytes);
			if (transferPhases.has(phases.get(item) ?? 'waiting')) {
				arrived.set(item, bytes);
			}

			isMoving = true;
		},
		transferred(item, bytes) {
			transferred.set(item, (transferred.get(item) ?? 0) + bytes);
			isMoving = true;
		},
		ended(item) {
			progress.delete(item);
			meters.delete(item);
			moved.delete(item);
			phases.delete(item);
			arrived.delete(item);
			isMoving = true;
		},
		flush,
		flushNowAndThen() {
			if (now() - flushed < flushEvery) {
				return;
			}

			flush();
			flushed = now();
		},
	};
}
