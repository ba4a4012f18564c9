import {withoutStepsBack, type Clock} from '../../../clock.ts';
import type {Entry} from '../../../files/entry.ts';
import type {Location} from '../../../files/location.ts';
import type {Item, WorkStep} from '../../item.ts';
import type {TransferStore} from '../../store/store.ts';
import type {NewEvent} from '../../store/events.ts';
import {createSpeedMeter, createSteadySpeed} from '../../speed.ts';

/*
What the engine records, gathered and written a few times a second in one transaction. A state that was not written
when the engine dies is found out again: uploads by the service's answer, downloads by the file that is there.
*/

export type Recorder = {
	readonly save: (item: Item) => void;
	/** Written at once. */
	readonly step: (item: number, step: WorkStep) => void;
	readonly placed: (folder: Location, entry: Entry) => void;
	readonly removed: (folder: Location, segment: string) => void;
	/** A phase begins: from now on progress is expected. */
	readonly began: (item: number) => void;
	/** Bytes of the phase that an item is in. */
	readonly progress: (item: number, bytes: number) => void;
	/** Bytes that were transferred: the speed. */
	readonly transferred: (item: number, bytes: number) => void;
	readonly ended: (item: number) => void;
	readonly flush: () => void;
	/** Unless that was done just before. */
	readonly flushNowAndThen: () => void;
};

type RecorderStore = Pick<TransferStore, 'facts' | 'items' | 'progress' | 'events' | 'transact'>;

const flushEvery = 200; // ms

export function createRecorder({facts, items, progress: progressOfItems, events: happened, transact}: RecorderStore, clock: Clock): Recorder {
	const states = new Map<number, Item>();
	const events: NewEvent[] = [];
	const progress = new Map<number, number>();
	const meters = new Map<number, ReturnType<typeof createSpeedMeter>>();
	const now = withoutStepsBack(clock);
	const total = createSpeedMeter(now);
	const steady = createSteadySpeed(now);
	const moved = new Map<number, {readonly bytes: number; readonly at: number}>(); // the last progress of each
	const transferred = new Map<number, number>(); // bytes since the last reading: there are thousands of chunks a second, so the clock is read here only
	let isMoving = false;
	let flushed = 0;

	const readMeters = () => {
		for (const [item, bytes] of transferred) {
			total.add(bytes);
			if (progress.has(item)) {
				const own = meters.get(item) ?? createSpeedMeter(now);
				meters.set(item, own);
				own.add(bytes);
			}
		}

		transferred.clear();
		for (const [item, bytes] of progress) {
			if (moved.get(item)?.bytes !== bytes) {
				moved.set(item, {bytes, at: clock.now()});
			}
		}
	};

	const writeProgress = () => {
		readMeters();
		progressOfItems.replace(Array.from(progress, ([item, bytes]) => ({
			item, bytes, speed: meters.get(item)?.read() ?? 0, movedAt: moved.get(item)?.at ?? 0,
		})));

		const speed = total.read();
		facts.write('speed', Math.round(speed));
		facts.write('steady_speed', Math.round(steady(speed)));
		isMoving = speed > 0; // written until it is known that nothing is moving any more
	};

	const flush = () => {
		if (states.size === 0 && events.length === 0 && !isMoving) {
			return;
		}

		transact(() => {
			for (const item of states.values()) {
				items.save(item);
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
		save(item) {
			states.set(item.id, item);
		},
		step: items.writeStep,
		placed(folder, entry) {
			events.push({kind: 'placed', folder, subject: entry});
		},
		removed(folder, segment) {
			events.push({kind: 'removed', folder, subject: segment});
		},
		began(item) {
			moved.delete(item);
			progress.set(item, progress.get(item) ?? 0);
			isMoving = true;
		},
		progress(item, bytes) {
			progress.set(item, bytes);
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
