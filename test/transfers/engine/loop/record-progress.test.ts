import {describe, expect, it} from 'vitest';
import {createRecorder} from '../../../../source/transfers/engine/loop/record-progress.ts';
import {cloud} from '../../../support/engine.ts';
import {openQueueFile} from '../../../support/queue-file.ts';

async function open() {
	const queue = await openQueueFile();
	let time = 10_000;
	const recorder = createRecorder(queue.store, {now: () => time, sleep: async () => undefined});
	return {
		...queue,
		recorder,
		pass(milliseconds: number) {
			time += milliseconds;
		},
		/** Of what is known to be under way. */
		progress: () => queue.store.shown.rows().filter(({movedAt}) => movedAt !== undefined).toSorted((one, other) => one.id - other.id).map(({id: item, progressed, speed, movedAt: moved}) => ({
			item, progressed, speed, moved,
		})),
		events(): ReadonlyArray<readonly unknown[]> {
			const {events} = queue.store;
			const all = [];
			for (let batch = events.since(0); batch.length > 0; batch = events.since(batch.at(-1)!.id)) {
				all.push(...batch.map(event => [event.kind, event.folder, event.kind === 'placed' ? event.entry : event.segment]));
			}

			return all;
		},
		speed: () => queue.store.facts.read('speed'),
	};
}

describe('what the engine writes down', () => {
	it('is written with the next flush, once: states, what came and what went', async () => {
		const {recorder, add, items, events} = await open();
		const item = add('a');
		recorder.save({...item, state: {phase: 'sending'}});
		recorder.placed(cloud('/album'), {segment: 'a', name: 'a', kind: 'file'});
		recorder.removed(cloud(), 'b');
		expect([items()[0]!.state.phase, events()]).toEqual(['waiting', []]);

		recorder.flush();
		recorder.flush();

		expect(items()[0]!.state.phase).toBe('sending');
		expect(events()).toEqual([
			['placed', cloud('/album'), {segment: 'a', name: 'a', kind: 'file'}],
			['removed', cloud(), 'b'],
		]);
	});

	it.each([{phase: 'asks', conflict: {source: {}, target: {}}}, {phase: 'skipped'}] as const)('is decided again where another rule was given before it was written: $phase', async state => {
		const {recorder, add, items, job, store} = await open();
		const [before, after] = [add('a'), add('b')];
		recorder.save({...before, state}, job());
		store.jobs.countAnew(job().id, {overwrite: 'always', checksum: false});
		recorder.save({...after, state}, job());

		recorder.flush();

		expect(items().map(item => item.state.phase)).toEqual(['waiting', state.phase]);
	});

	it('does not undo that somebody has cancelled or paused an item meanwhile, unless it is done', async () => {
		const {recorder, add, items} = await open();
		const [cancelled, paused, done] = [add('a', {}, {phase: 'cancelled'}), add('b', {}, {phase: 'paused'}), add('c', {}, {phase: 'paused'})];
		recorder.save({...cancelled, state: {phase: 'sending'}});
		recorder.save({...paused, state: {phase: 'sending'}});
		recorder.save({...done, state: {phase: 'done', sent: 1}});

		recorder.flush();

		expect(items().map(({state}) => state.phase)).toEqual(['cancelled', 'paused', 'done']);
	});

	it('is not lost when it cannot be written: the next flush writes it', async () => {
		const {recorder, add, items, events, protect} = await open();
		recorder.save({...add('a'), state: {phase: 'sending'}});
		recorder.removed(cloud(), 'b');
		protect();
		expect(recorder.flush).toThrow('readonly');

		protect(false);
		recorder.flush();

		expect([items()[0]!.state.phase, events().length]).toEqual(['sending', 1]);
	});

	it('is a step at once', async () => {
		const {recorder, add, items} = await open();

		recorder.step(add('a').id, {to: '/there', source: {size: 1}});

		expect(items()[0]!.step).toEqual({to: '/there', source: {size: 1}});
	});

	it('is how far each file is, since when, and how fast, until it has ended', async () => {
		const {recorder, add, progress, speed, pass} = await open();
		const [one, two] = [add('a').id, add('b').id];
		recorder.began(one, 'sending');
		recorder.began(two, 'sending');
		recorder.flush();
		expect(progress()).toEqual([{
			item: one, progressed: 0, speed: 0, moved: 10_000,
		}, {
			item: two, progressed: 0, speed: 0, moved: 10_000,
		}]);

		pass(1000);
		recorder.progress(one, 500);
		recorder.transferred(one, 200);
		recorder.transferred(one, 300);
		recorder.flush();
		expect(progress()).toEqual([{
			item: one, progressed: 500, speed: 1000, moved: 11_000,
		}, {
			item: two, progressed: 0, speed: 0, moved: 10_000,
		}]);
		expect(speed()).toBe(500);

		recorder.ended(one);
		recorder.flush();
		expect(progress()).toEqual([{
			item: two, progressed: 0, speed: 0, moved: 10_000,
		}]);
	});

	it('is what has arrived of it: not what was hashed, and still that when it is paused', async () => {
		const {recorder, add, store, pass} = await open();
		const item = add('a', {size: 1000});
		const arrived = () => {
			pass(1000);
			recorder.flush();
			return store.shown.totals().bytesDone;
		};

		recorder.save({...item, state: {phase: 'hashing'}});
		recorder.began(item.id, 'hashing');
		recorder.progress(item.id, 700);
		expect(arrived()).toBe(0);
		expect(store.facts.read('hashing')).toBe(700);
		recorder.save({...item, state: {phase: 'sending'}});
		recorder.began(item.id, 'sending');
		expect(arrived()).toBe(0);
		recorder.progress(item.id, 400);
		expect(arrived()).toBe(400);
		store.requests.apply({item: item.id}, {event: 'paused'});
		expect(arrived()).toBe(400);
		recorder.save({...item, state: {phase: 'waiting'}});
		recorder.ended(item.id);

		expect(arrived()).toBe(400);
	});

	it('is since when a new phase has got on, although it is no further than the last', async () => {
		const {recorder, add, progress, pass} = await open();
		const {id} = add('a');
		recorder.progress(id, 500);
		recorder.flush();
		pass(3000);
		recorder.began(id, 'verifying');
		recorder.flush();

		expect(progress()).toMatchObject([{progressed: 500, moved: 13_000}]);
	});

	it('is the speed until nothing moves any more, and then nothing', async () => {
		const {recorder, add, speed, pass, changes} = await open();
		const {id} = add('a');
		recorder.began(id, 'sending');
		recorder.transferred(id, 5000);
		recorder.flush();
		expect(speed()).toBeGreaterThan(0);

		pass(6000);
		recorder.flush();
		expect(speed()).toBe(0);

		const before = changes();
		recorder.flush();
		expect(changes()).toBe(before);
	});

	it.each([
		['began', (recorder: ReturnType<typeof createRecorder>, id: number) => {
			recorder.began(id, 'sending');
		}],
		['progress', (recorder: ReturnType<typeof createRecorder>, id: number) => {
			recorder.progress(id, 0);
		}],
	])('is what each word by itself tells (%s), after a time in which nothing moved', async (_, tell) => {
		const {recorder, add, progress} = await open();
		const {id} = add('a');
		recorder.flush();

		tell(recorder, id);
		recorder.flush();

		expect(progress()).toHaveLength(1);
		recorder.ended(id);
		recorder.flush();
		expect(progress()).toEqual([]);
	});

	it('is what crossed the line for a file that has ended by then, in the speed of all', async () => {
		const {recorder, speed} = await open();
		recorder.transferred(7, 5000);

		recorder.flush();

		expect(speed()).toBe(10_000);
	});

	it('is written five times a second at most, where that is enough', async () => {
		const {recorder, add, items, pass} = await open();
		const item = add('a');
		recorder.flushNowAndThen();
		recorder.save({...item, state: {phase: 'sending'}});

		pass(199);
		recorder.flushNowAndThen();
		expect(items()[0]!.state.phase).toBe('waiting');
		pass(1);
		recorder.flushNowAndThen();
		expect(items()[0]!.state.phase).toBe('sending');
	});

	it('is the last 20,000 of what came and went', async () => {
		const {recorder, events} = await open();
		for (let index = 0; index < 20_010; index += 1) {
			recorder.removed(cloud(), String(index));
		}

		recorder.flush();

		expect(events().length).toBeLessThanOrEqual(20_001);
		expect(events().at(-1)).toEqual(['removed', cloud(), '20009']);
	});
});
