import type {IncomingMessage, ServerResponse} from 'node:http';
import type {ThrottledLine} from '../faults/bandwidth.ts';
import type {Fault} from '../faults/fault-plan.ts';
import type {SandboxState} from './state.ts';

/** One request on its way through the sandbox. */
export type Exchange = {
	readonly state: SandboxState;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly path: string; // raw, without the query
	readonly query: URLSearchParams;
	readonly base: string; // where the other side reached us
	readonly fault: Fault | undefined;
	readonly lines: {readonly up: ThrottledLine; readonly down: ThrottledLine; readonly documents: ThrottledLine};
};
