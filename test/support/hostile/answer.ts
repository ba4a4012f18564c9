import type {Buffer} from 'node:buffer';

/** An answer of the service, as the proxy has read it. */
export type ServiceAnswer = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
};

/** What goes over the line instead. */
export type HostileAnswer = ServiceAnswer & {
	readonly length?: number; // of the body, as it is claimed; else the true one
	readonly pieces?: (body: Buffer) => Iterable<Buffer>; // in place of the body, a turn of the event loop each; no length is claimed
	readonly pause?: number; // ms before each piece
	readonly isCut?: boolean; // the line breaks at the end of it
	readonly goesSilent?: 'at once' | 'in the head' | 'in the body'; // and the line stays open
};

/** What a mutation can use. */
export type Trick = {
	readonly random: () => number; // 0 to 1
	readonly own: string; // address of the hostile server
	readonly foreign: string; // address of a host that is none of the service's
	readonly earlier: readonly ServiceAnswer[]; // answers of this run
	readonly most: number; // bytes of something huge or endless
};

export const pick = <Value>(values: readonly Value[], random: () => number): Value => values[Math.floor(random() * values.length)]!;
