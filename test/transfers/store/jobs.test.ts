import {describe, expect, it} from 'vitest';
import {openQueueFile} from '../../support/queue-file.ts';

const rules = {overwrite: 'always', checksum: false} as const;

describe('a job that goes on with what its sources hold by now', () => {
	it('is counted once more from its first source when an engine was just counting it', async () => {
		const {store: {jobs}, job} = await openQueueFile();
		const {id} = jobs.nextToCount()!;

		jobs.countAnew(id, rules);
		jobs.setExpanded(id, 1);
		jobs.endCounting(id);

		expect([jobs.nextToCount(), jobs.stateOf(id)]).toMatchObject([{id, expandedSources: 0, overwrite: 'always'}, 'counting']);
		jobs.setExpanded(id, 1);
		jobs.endCounting(id);
		expect([job().state, job().expandedSources]).toEqual(['counted', 1]);
	});

	it('is not ended by an engine that has seen it finished before', async () => {
		const {store: {jobs}, job, setJob} = await openQueueFile();
		setJob('counted');
		const [id = 0] = jobs.listFinished();

		expect(jobs.countAnew(id, rules)).toBe(true);
		jobs.end(id);

		expect(job().state).toBe('counting');
	});

	it.each(['over', 'cancelled'] as const)('is another one where it is %s by then', async state => {
		const {store: {jobs}, job, setJob} = await openQueueFile();
		setJob(state);

		expect(jobs.countAnew(job().id, rules)).toBe(false);
	});

	it('does not do again what is done, unless its source has changed since; what was passed over is looked at again', async () => {
		const {store: {items, requests}, job, add, items: all} = await openQueueFile();
		const done = {phase: 'done', sent: 1} as const;
		const subjects = [add('same', {facts: {source: {size: 1, modified: 5}}}, done), add('changed', {facts: {source: {size: 1, modified: 5}}}, done), add('left', {}, {phase: 'skipped'})];

		requests.removeLeft(job().id);
		for (const {name, ...subject} of subjects) {
			items.insert({...subject, name, ...(name === 'changed' && {facts: {source: {size: 1, modified: 6}}})}, {phase: 'waiting'});
		}

		expect(all().map(({name, state: {phase}}) => [name, phase])).toEqual([['same', 'done'], ['changed', 'waiting'], ['left', 'waiting']]);
	});
});

describe('what is found of a job', () => {
	it('does not wait when the job was cancelled a moment before', async () => {
		const {store: {jobs}, job, add, items} = await openQueueFile();
		add('before');
		jobs.cancel(job().id);

		add('after');
		add('refused', {}, {phase: 'failed', failure: {code: 'name-not-allowed', sentence: 'No.', nextStep: ''}});

		expect(items().map(({name, state: {phase}}) => [name, phase])).toEqual([['before', 'cancelled'], ['after', 'cancelled'], ['refused', 'failed']]);
	});
});
