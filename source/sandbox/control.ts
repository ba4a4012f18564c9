import type {IncomingMessage, ServerResponse} from 'node:http';
import {readJson, readText, sendJson} from './http/answers.ts';
import {parseFaults, type FaultPlan} from './faults/fault-plan.ts';
import type {Limits} from './state/limits.ts';
import type {LoggedRequest} from './request-log.ts';
import type {SandboxState} from './state/state.ts';
import type {Switches} from './state/service-switches.ts';

/** What may change while the sandbox runs. */
export type Steering = {
	readonly state: SandboxState;
	readonly log: LoggedRequest[];
	plan: FaultPlan;
};

type ControlRequest = {readonly request: IncomingMessage; readonly response: ServerResponse; readonly path: string; readonly base: string};

/** What tests and people steer it with (design.md 1.4). */
export async function control(steering: Steering, {request, response, path, base}: ControlRequest): Promise<void> {
	const {state, log} = steering;
	switch (`${request.method} ${path}`) {
		case 'POST /sandbox/login-token': {
			sendJson(response, 200, {loginToken: state.identity.createLoginToken(base)});
			break;
		}

		case 'POST /sandbox/faults': {
			steering.plan = parseFaults(await readText(request));
			sendJson(response, 200, {});
			break;
		}

		case 'POST /sandbox/switches': {
			sendJson(response, 200, Object.assign(state.switches, await readJson(request) as Partial<Switches>));
			break;
		}

		case 'POST /sandbox/limits': {
			sendJson(response, 200, Object.assign(state.limits, await readJson(request) as Partial<Limits>));
			break;
		}

		case 'POST /sandbox/revoke': {
			state.identity.revokeAll();
			sendJson(response, 200, {});
			break;
		}

		case 'POST /sandbox/clock': {
			const {now, advance} = await readJson(request) as {now?: number; advance?: number};
			if (advance === undefined) {
				state.clock.set(now);
			} else {
				state.clock.advance(advance);
			}

			sendJson(response, 200, {now: state.clock.now()});
			break;
		}

		case 'GET /sandbox/log': {
			sendJson(response, 200, log);
			break;
		}

		default: {
			sendJson(response, 404, {});
		}
	}
}
