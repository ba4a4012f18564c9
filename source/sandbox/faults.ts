import type {IncomingMessage, ServerResponse} from 'node:http';

/**
What goes wrong on purpose (protocol.md E7, design.md 1.4). A plan is lines or `;`-separated rules:
`METHOD PATTERN effect… [rate=0.1 [seed=7] | times=3] [after=2]`, the pattern with `*` as in a shell.

Effects: `status=503` (`retry-after=2`), `drop=before|after`, `cut-after=BYTES` of the request (uploads) or of the answer,
`flip` (a byte of the answer), `stall=MS` before the first byte, `then-status=500` (does it, then says it did not), `revoke`.
*/
export type Fault = {
	readonly status?: number;
	readonly retryAfter?: number; // seconds
	readonly drop?: 'before' | 'after';
	readonly cutAfter?: number; // bytes
	readonly flips: boolean;
	readonly stall?: number; // ms
	readonly thenStatus?: number;
	readonly revokes: boolean;
};

type Rule = {
	readonly method: string;
	readonly pattern: RegExp;
	readonly fault: Fault;
	readonly random: (() => number) | undefined;
	readonly rate: number;
	times: number;
	skip: number;
};

export type FaultPlan = {readonly choose: (method: string, path: string) => Fault | undefined};

export function parseFaults(text: string): FaultPlan {
	const rules = text.split(/[\n;]/v).map(line => line.trim()).filter(line => line !== '').map(line => parseRule(line));
	return {
		choose(method, path) {
			for (const rule of rules) {
				if ((rule.method === 'ANY' || rule.method === method) && rule.pattern.test(path) && isDue(rule)) {
					return rule.fault;
				}
			}

			return undefined;
		},
	};
}

function isDue(rule: Rule): boolean {
	if (rule.skip > 0) {
		rule.skip -= 1;
		return false;
	}

	if (rule.random) {
		return rule.random() < rule.rate;
	}

	rule.times -= 1;
	return rule.times >= 0;
}

function parseRule(line: string): Rule {
	const [method = 'ANY', pattern = '*', ...words] = line.split(/\s+/v);
	const options = new Map(words.map(word => {
		const [name = '', value = ''] = word.split('=', 2);
		return [name, value] as const;
	}));
	const number = (name: string) => options.has(name) ? parseAmount(options.get(name)!) : undefined;
	const rate = number('rate');
	const [status, retryAfter, cutAfter, stall, thenStatus] = [number('status'), number('retry-after'), number('cut-after'), number('stall'), number('then-status')];
	return {
		method: method.toUpperCase(),
		pattern: new RegExp(`^${pattern.replaceAll(/[$\(\)+.\[\\\]^\{\|\}]/gv, String.raw`\$&`).replaceAll('*', '.*').replaceAll('?', '.')}$`, 'v'),
		fault: {
			...(status !== undefined && {status}),
			...(retryAfter !== undefined && {retryAfter}),
			...(cutAfter !== undefined && {cutAfter}),
			...(stall !== undefined && {stall}),
			...(thenStatus !== undefined && {thenStatus}),
			...(options.has('drop') && {drop: options.get('drop') === 'after' ? 'after' as const : 'before' as const}),
			flips: options.has('flip'),
			revokes: options.has('revoke'),
		},
		random: rate === undefined ? undefined : createRandom(number('seed') ?? 1),
		rate: rate ?? 1,
		times: number('times') ?? Infinity,
		skip: number('after') ?? 0,
	};
}

/** `4MiB`, `64KiB`, `0.1`, `500` */
function parseAmount(text: string): number {
	const [, value = '', unit = ''] = /^(?<value>[\d.]+)(?<unit>[KM]iB)?$/v.exec(text) ?? [];
	return Number(value) * (unit === 'MiB' ? 1_048_576 : (unit === 'KiB' ? 1024 : 1));
}

/** The same numbers for the same seed, so that a run can be repeated exactly (mulberry32). */
function createRandom(seed: number): () => number {
	let state = seed;
	/* eslint-disable no-bitwise -- a 32-bit generator */
	return () => {
		state = (state + 0x6D_2B_79_F5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	/* eslint-enable no-bitwise */
}

/** A request's body that breaks off: what came before counts as arrived, as when the line breaks. */
export async function * cutBody(request: IncomingMessage, bytes: number): AsyncGenerator<Uint8Array> {
	let arrived = 0;
	for await (const chunk of request) {
		const piece = (chunk as Uint8Array).subarray(0, bytes - arrived);
		arrived += piece.length;
		yield piece;
		if (arrived >= bytes) {
			request.socket.destroy();
			return;
		}
	}
}

/** Cuts or damages the answer's body on its way out. */
export function spoilAnswer(response: ServerResponse, {cutAfter, flips}: Fault): void {
	let written = 0;
	const write = response.write.bind(response) as (chunk: Uint8Array) => boolean;
	const spoiledWrite = (chunk: unknown): boolean => {
		const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : Uint8Array.from(chunk as Uint8Array);
		if (flips && written === 0 && bytes.length > 0) {
			bytes[Math.floor(bytes.length / 2)]! ^= 0x55; // eslint-disable-line no-bitwise -- a byte is damaged
		}

		const room = cutAfter === undefined ? bytes.length : Math.max(0, cutAfter - written);
		written += bytes.length;
		const goesOn = write(bytes.subarray(0, room));
		if (room < bytes.length) {
			response.socket?.destroySoon();
		}

		return goesOn;
	};

	response.write = spoiledWrite as typeof response.write;
}
