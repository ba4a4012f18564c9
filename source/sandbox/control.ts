import type {IncomingMessage, ServerResponse} from 'node:http';
import {readJson, readText, sendJson} from './http/answers.ts';
import {parseFaults, type FaultPlan} from './faults/fault-plan.ts';
import type {Limits} from './state/limits.ts';
import type {LoggedRequest} from './request-log.ts';
import type {SandboxState} from './state/state.ts';
import {profileNames, switchesOf, type Profile} from './state/profiles.ts';
import {checkSwitches, type Switches} from './state/service-switches.ts';
import {root, type Tree} from './state/tree.ts';

/** What may change while the sandbox runs. */
export type Steering = {
	readonly state: SandboxState;
	readonly log: LoggedRequest[];
	plan: FaultPlan;
	chosen: Partial<Switches>; // they win over the profile
};

type ControlRequest = {readonly request: IncomingMessage; readonly response: ServerResponse; readonly path: string; readonly base: string};

/** What tests and people steer it with (design.md 1.4). */
export async function control(steering: Steering, exchange: ControlRequest): Promise<void> {
	try {
		await steer(steering, exchange);
	} catch (error) {
		if (!(error instanceof RangeError)) {
			throw error;
		}

		sendJson(exchange.response, 400, {message: error.message});
	}
}

/** All that is in the account, by its names as stored. */
function * stored(tree: Tree, parent = root, above = ''): Generator<{readonly path: string; readonly kind: string; readonly deleted?: number | undefined}> {
	for (const {id, name, kind, deleted} of tree.children(parent)) {
		const path = `${above}/${name}`;
		yield {path, kind, ...(deleted !== undefined && {deleted})};
		yield * stored(tree, id, path);
	}
}

async function steer(steering: Steering, {request, response, path, base}: ControlRequest): Promise<void> {
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
			const chosen = checkSwitches(await readJson(request));
			steering.chosen = {...steering.chosen, ...chosen};
			sendJson(response, 200, Object.assign(state.switches, chosen));
			break;
		}

		case 'POST /sandbox/profile': {
			const {profile} = await readJson(request) as {profile?: Profile};
			if (profile === undefined || !profileNames.includes(profile)) {
				throw new RangeError(`The profiles are ${profileNames.join(', ')}.`);
			}

			sendJson(response, 200, Object.assign(state.switches, switchesOf(profile, steering.chosen)));
			break;
		}

		case 'GET /sandbox/stored': {
			sendJson(response, 200, [...stored(state.tree)]);
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
