import type {IncomingHttpHeaders} from 'node:http';
import type {SandboxState} from '../state/state.ts';
import type {JfsAddress} from './address.ts';

export type JfsAnswer = {readonly status: number; readonly xml: string};

/** A POST with a verb. */
export type JfsCommand = {readonly state: SandboxState; readonly address: JfsAddress; readonly query: URLSearchParams; readonly headers: IncomingHttpHeaders};

export const ok = (xml: string): JfsAnswer => ({status: 200, xml});

