import type {IncomingHttpHeaders} from 'node:http';
import type {State} from '../state/state.ts';
import type {JfsAddress} from './address.ts';

export type Answer = {readonly status: number; readonly xml: string};

/** A POST with a verb. */
export type Command = {readonly state: State; readonly address: JfsAddress; readonly query: URLSearchParams; readonly headers: IncomingHttpHeaders};

export const ok = (xml: string): Answer => ({status: 200, xml});

