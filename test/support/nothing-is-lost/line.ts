import {Agent, type Dispatcher} from 'undici';
import type {Clock} from '../../../source/clock.ts';
import {die, noteChange} from './intercept.ts';
import {
	alone,
	deathNow,
	forEver,
	takeTurn,
	type Life,
} from './lives.ts';

/** The connections of one life; they end with it. */
export function openLine(life: Life): Dispatcher {
	const agent = new Agent({connections: 16, pipelining: 1});
	life.atEnd.add(() => {
		void agent.destroy().catch(() => undefined);
	});
	return agent.compose(dispatch => (options, handler) => {
		void send(life, {options, handler, dispatch});
		return true;
	});
}

type Sending = {readonly options: Dispatcher.DispatchOptions; readonly handler: Dispatcher.DispatchHandler; readonly dispatch: Dispatcher['dispatch']};

async function send(life: Life, sending: Sending): Promise<void> {
	await takeTurn(life);
	if (life.isOver) {
		return;
	}

	if (sending.options.method === 'POST') {
		await alone(async () => sendChange(life, sending));
	} else {
		sending.dispatch(sending.options, sending.handler);
	}
}

/** Waits until the answer begins: by then the service has done the request. */
async function sendChange(life: Life, {options, handler, dispatch}: Sending): Promise<void> {
	const what = `${options.method} ${options.path}`;
	const death = life.isOver ? 'before' : deathNow(life);
	if (death === 'before') {
		die(life, what);
		return;
	}

	if (death === 'amid') { // it is on its way, and may arrive whole, or in part
		setImmediate(() => {
			die(life, what);
		});
	}

	await new Promise<void>(resolve => {
		life.atEnd.add(resolve);
		const after = () => {
			noteChange(life, what);
			if (death === 'after') {
				die(life, what);
			}

			resolve();
		};

		dispatch(options, {
			...bound(handler),
			onResponseStart(...args) {
				after();
				handler.onResponseStart?.(...args);
			},
			onResponseError(...args) {
				after();
				handler.onResponseError?.(...args);
			},
		});
	});
}

function bound(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
	return {
		onRequestStart(...args) {
			handler.onRequestStart?.(...args);
		},
		onResponseData(...args) {
			handler.onResponseData?.(...args);
		},
		onResponseEnd(...args) {
			handler.onResponseEnd?.(...args);
		},
		onResponseError(...args) {
			handler.onResponseError?.(...args);
		},
	};
}

/** A faster clock that stands still for dead processes. */
export function clockOf(life: Life, clock: Clock): Clock {
	return {
		now: clock.now,
		async sleep(milliseconds, signal) {
			await clock.sleep(milliseconds, signal);
			if (life.isOver) {
				await forEver();
			}
		},
	};
}
