import {setImmediate} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import {createMessages} from '../../../source/app/stores/messages.ts';
import {createStore} from '../../../source/app/stores/store.ts';
import {announceTransfers} from '../../../source/app/watchers/transfer-messages.ts';
import type {QueueSnapshot, QueueTotals} from '../../../source/transfers/snapshot.ts';
import {openTestApp} from '../../support/app/test-app.ts';
import {problemText} from '../../../source/app/keymap/advice-text.ts';
import type {Failure, FailureFacts} from '../../../source/failure.ts';
import {type} from '../../support/drive.ts';
import {systemClock} from '../../support/sandbox.ts';

const none: QueueTotals = {
	running: 0, waiting: 0, paused: 0, asks: 0, failed: 0, done: 0, skipped: 0, cancelled: 0, bytes: 0, bytesDone: 0, bytesLeft: 0, isCounting: false,
};

const said = (failure: Failure | FailureFacts) => problemText(failure, {commands: []});

/** A queue with old failures, in which things happen one after the other; what is said in the end. */
function saidAfter(kind: 'copy' | 'move', ...steps: ReadonlyArray<Partial<QueueTotals>>): string | undefined {
	const [first, ...others] = steps.map((totals, version): QueueSnapshot => ({
		version, totals: {...none, ...totals}, speed: 0, isPaused: false, isEngineRunning: true, hashing: 0,
		rows: [{
			id: 1, jobId: 1, name: 'a', source: {kind: 'local', path: '/a'}, target: {kind: 'local', path: '/b/a'}, direction: 'up', phase: 'done', size: 1, progressed: 1, speed: 0, sent: 1,
		}],
	}));
	const messages = createMessages(systemClock, {problemText: said, onOffline() {}}); // eslint-disable-line @typescript-eslint/no-empty-function -- nobody is shown
	const transfers = {...createStore(first!), poll() {}, stop() {}}; // eslint-disable-line @typescript-eslint/no-empty-function -- nothing looks here
	announceTransfers(transfers, messages, {
		kindOf: () => kind, skips: () => [], onIdle() {}, keymap: {commands: []}, // eslint-disable-line @typescript-eslint/no-empty-function -- nothing follows
	});
	for (const snapshot of others) {
		transfers.set(snapshot);
	}

	return messages.get().message?.text;
}

describe('the sentence when the transfers are over', () => {
	it('tells what was done now, without the failures of before', () => {
		expect(saidAfter('move', {failed: 17, done: 4}, {failed: 17, done: 4, running: 1}, {failed: 17, done: 5})).toBe('1 item moved.');
		expect(saidAfter('copy', {failed: 17}, {failed: 17, running: 2}, {failed: 18, done: 1})).toBe('1 item copied, 1 failed: t shows why, R there tries again.');
	});

	it('tells what was cancelled', () => {
		expect(saidAfter('copy', {cancelled: 2}, {cancelled: 2, waiting: 7}, {cancelled: 5, done: 4})).toBe('4 items copied, 3 cancelled.');
		expect(saidAfter('copy', {}, {waiting: 3}, {cancelled: 3})).toBe('0 items copied, 3 cancelled.');
	});

	it('counts what was tried again and failed again', () => {
		expect(saidAfter('copy', {failed: 17}, {waiting: 17}, {failed: 16, done: 1})).toContain('1 item copied, 16 failed');
	});
});

it('a copy that does not fit the account says so when it is known, and no second time', () => {
	const short = {code: 'quota-full', sentence: 'The copy needs more.', nextStep: 'Make room.'} as const;
	const counted: QueueSnapshot = {
		version: 1, totals: {...none, waiting: 1}, speed: 0, isPaused: false, isEngineRunning: true, hashing: 0, rows: [],
	};
	const messages = createMessages(systemClock, {problemText: said, onOffline() {}}); // eslint-disable-line @typescript-eslint/no-empty-function -- nobody is shown
	const transfers = {...createStore(counted), poll() {}, stop() {}}; // eslint-disable-line @typescript-eslint/no-empty-function -- nothing looks here
	announceTransfers(transfers, messages, {
		kindOf: () => 'copy', skips: () => [], onIdle() {}, keymap: {commands: []}, // eslint-disable-line @typescript-eslint/no-empty-function -- nothing follows
	});

	transfers.set({...counted, short});
	expect(messages.get().message).toMatchObject({text: 'The copy needs more. Make room.', isProblem: true});
	messages.say('read');
	transfers.set({...counted, version: 2, short: {...short}});
	expect(messages.get().message?.text).toBe('read');
});

describe('what was asked for when the transfers are over', () => {
	it.each([
		['n', {done: 3}, []],
		['b', {done: 3}, ['bell']],
		['l', {done: 3}, ['bell', 'quit']],
		['l', {done: 3, failed: 1}, ['bell']],
		['l', {done: 3, asks: 1}, ['bell']],
	] as const)('is done (%s, %o), and the window stays where something is left to look at', async (key, totals, expected) => {
		const app = await openTestApp();
		const snapshot = app.stores.transfers.get();
		type(app, 't', 'f', key);

		app.stores.transfers.set({...snapshot, totals: {...none, running: 1}});
		const before = [...app.terminalCalls];
		app.stores.transfers.set({...snapshot, totals: {...none, ...totals}});
		await setImmediate();

		expect(before).toEqual([]);
		expect(app.terminalCalls).toEqual(expected);
	});

	it.each([
		['waits for an open dialog', {done: 3}, ['bell', 'quit']],
		['is not done when the dialog has queued more', {done: 3, waiting: 1}, ['bell']],
	] as const)('%s', async (_, totals, expected) => {
		const app = await openTestApp();
		const snapshot = app.stores.transfers.get();
		type(app, 't', 'f', 'l', 't');

		app.stores.transfers.set({...snapshot, totals: {...none, running: 1}});
		type(app, 'F7', 'a');
		app.stores.transfers.set({...snapshot, totals: {...none, done: 3}});
		await setImmediate();
		expect(app.terminalCalls).toEqual(['bell']);

		app.stores.transfers.set({...snapshot, totals: {...none, ...totals}});
		type(app, 'Esc');
		await setImmediate();
		expect(app.terminalCalls).toEqual(expected);
	});
});
