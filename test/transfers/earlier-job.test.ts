import {describe, expect, it} from 'vitest';
import {resolveDirectories} from '../../source/settings/directories.ts';
import type {CommandPlaces} from '../../source/transfers/earlier-job.ts';
import type {JobRequest} from '../../source/transfers/job.ts';
import {cloud, disk, openTestQueue} from '../support/engine.ts';
import {systemClock} from '../support/sandbox.ts';
import {queueFileAt} from '../support/queue-file.ts';
import {temporaryFolder} from '../support/temp-files.ts';

const request: JobRequest = {
	kind: 'copy', sources: [disk('/album')], target: cloud(), overwrite: 'newer',
};

async function open() {
	const tools = {directories: resolveDirectories(await temporaryFolder()), clock: systemClock};
	const queue = openTestQueue(tools);
	const {setJob: setState} = queueFileAt(tools);
	return {
		queue, setState, find: (places: Partial<CommandPlaces> = {}) => queue.findEarlierJob({
			kind: 'copy', sources: request.sources, destination: cloud(), ...places,
		}),
	};
}

describe('a command that is given again', () => {
	it.each([['counting', true, false], ['counted', true, false], ['over', false, true], ['cancelled', false, false]] as const)('goes on with its job only while that is not finished: %s', async (state, isUnfinished, isUntold) => {
		const {queue, find, setState} = await open();
		const id = queue.add(request);
		setState(id, state);

		expect(find()).toEqual({
			id, target: cloud(), overwrite: 'newer', checksum: false, isUnfinished, isUntold,
		});
		queue.tell(id);
		expect(find()?.isUntold).toBe(false);
	});

	it('is the newest of those that were the same', async () => {
		const {queue, find} = await open();
		queue.add(request);
		const newest = queue.add(request);
		queue.add({...request, target: cloud('/elsewhere')});

		expect(find()?.id).toBe(newest);
	});

	it('is known by where it leads, under another name, too', async () => {
		const {queue, find} = await open();
		const id = queue.add({...request, target: cloud('/photos'), targetName: 'summer'});

		expect(find({destination: cloud('/photos/summer')})).toMatchObject({id, target: cloud('/photos'), targetName: 'summer'});
		expect(find({destination: cloud('/photos')})).toBeUndefined();
	});

	it.each([{kind: 'move'}, {sources: [disk('/other')]}, {destination: disk('/Jotta/Archive')}] as const)('is another one when anything else was said: %j', async wish => {
		const {queue, find} = await open();
		queue.add(request);

		expect(find(wish)).toBeUndefined();
	});
});
