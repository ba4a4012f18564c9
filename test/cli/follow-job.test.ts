import {PassThrough} from 'node:stream';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {
	onTestFinished,
	describe,
	expect,
	it,
} from 'vitest';
import {createOutput, logOn} from '../../source/cli/output.ts';
import {followJob} from '../../source/cli/follow-job.ts';
import {reportJob} from '../../source/cli/job-report.ts';
import {failureFacts} from '../../source/failure.ts';
import {diskFailure} from '../../source/files/disk-failures.ts';
import {openPool} from '../../source/jotta/http/pool.ts';
import {createLog} from '../../source/log.ts';
import {openAccounts} from '../../source/settings/accounts.ts';
import {resolveDirectories} from '../../source/settings/directories.ts';
import type {ItemState} from '../../source/transfers/item.ts';
import {openTransferStore} from '../../source/transfers/store/store.ts';
import {watchQueue} from '../../source/transfers/watch.ts';
import {cloud, disk, openTestQueue} from '../support/engine.ts';
import {until} from '../support/drive.ts';
import {standardNames} from '../support/names.ts';
import {systemClock} from '../support/sandbox.ts';
import {temporaryFolder} from '../support/temp-files.ts';

/** A job whose items are in these states, without an engine, and what is said about it. */
async function open(states: Readonly<Record<string, ItemState>>) {
	const directories = resolveDirectories(await temporaryFolder());
	const queue = openTestQueue({directories, clock: systemClock});
	const job = queue.add({
		kind: 'copy', sources: [disk('/a')], target: cloud(), overwrite: 'newer',
	});
	const store = openTransferStore(directories.database);
	for (const [name, state] of Object.entries(states)) {
		store.items.insert({
			job, kind: 'file', direction: 'up', name, source: disk(`/a/${name}`), target: cloud(`/${name}`), facts: {source: {}}, size: 1,
		}, state);
	}

	store.jobs.endCounting(job);
	store.close();
	const stderr = new PassThrough();
	let said = '';
	stderr.on('data', (chunk: string) => {
		said += chunk;
	});
	const pool = openPool();
	onTestFinished(async () => pool.destroy());
	const log = createLog(logOn(stderr));
	return {
		job,
		queue,
		log,
		said: () => said,
		output: createOutput({
			stdout: new PassThrough(), stderr, clock: systemClock, isJson: false, isQuiet: false,
		}),
		tools: {
			directories, accounts: openAccounts(directories, systemClock), names: standardNames, pool, clock: systemClock, log,
		},
	};
}

describe('cp that waits for a job', () => {
	it('says once that all that is left of it is paused, and how it goes on', async () => {
		const {job, queue, said, output, tools} = await open({a: {phase: 'paused'}, b: {phase: 'paused'}, c: {phase: 'done', sent: 1}});
		const stop = new AbortController();
		let looks = 0;
		const clock = {
			...systemClock, async sleep() {
				looks += 1;
				await nextTurn();
			},
		};

		const following = followJob(job, queue, {
			tools: {...tools, clock}, output, signal: stop.signal, startEngine() {}, // eslint-disable-line @typescript-eslint/no-empty-function -- none is needed
		});
		await until(() => said().includes('paused') && looks > 3);
		stop.abort();

		expect(await following).toBe(130);
		expect(said().match(/What is left, 2 items, is paused: in jottafm \(t, then Space\) it goes on; Ctrl-C ends this\.\n/gv)).toHaveLength(1);
	});
});

describe('the report of a job', () => {
	it('names with -v what was behind each failure, also of those that are told together, a line each', async () => {
		const refused = (name: string) => failureFacts(diskFailure(Object.assign(new Error(`EACCES: permission denied, open '${name}'`), {code: 'EACCES'}), '/closed'));
		const {job, queue, log, said, output} = await open({
			a: {phase: 'failed', failure: refused('/closed/a')}, 'b\nc': {phase: 'failed', failure: refused('/closed/b\nc')}, d: {phase: 'failed', failure: {code: 'service', sentence: 'It is so.', nextStep: ''}},
		});

		reportJob({job, isMove: false, log}, watchQueue(queue, () => true).jobResult(job), output);

		expect(said().split('\n').filter(line => line.includes('because of'))).toEqual([
			'a: because of: EACCES: permission denied, open \'/closed/a\'', 'b␊c: because of: EACCES: permission denied, open \'/closed/b␊c\'',
		]);
		expect(said()).toMatch(/^jottafm: a and 1 more: No permission for \/closed\./v);
	});
});
