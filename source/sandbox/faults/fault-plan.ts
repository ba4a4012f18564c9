import {createRandom} from './random.ts';

/**
What goes wrong on purpose (protocol.md E7, design.md 1.4). A plan is lines or `;`-separated rules:
`METHOD PATTERN effect… [rate=0.1 [seed=7] | times=3] [after=2]`. The pattern has `*` as in a shell and is held
against the path, and against the path with its query.

Effects: `status=503` (`retry-after=2`; `plain`: as a proxy's page instead of a document), `drop=before|after`,
`cut-after=BYTES` of the request (uploads) or of the answer, `truncate=BYTES` (the answer ends early, but as if it was whole),
`flip` (a byte of the answer), `stall=MS` before the first byte, or
with `stall-at=BYTES` in the middle of an upload, a download or a listing, `then-status=500` (does it, then says it did not), `revoke`.
*/
export type Fault = {
	readonly status?: number;
	readonly retryAfter?: number; // seconds
	readonly isPlain: boolean;
	readonly drop?: 'before' | 'after';
	readonly cutAfter?: number; // bytes
	readonly truncate?: number; // bytes
	readonly flips: boolean;
	readonly stall?: number; // ms
	readonly stallAt?: number; // bytes of the body; else before the first
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

export type FaultPlan = {readonly choose: (method: string, address: string) => Fault | undefined};

export function parseFaults(text: string): FaultPlan {
	const rules = text.split(/[\n;]/v).map(line => line.trim()).filter(line => line !== '').map(line => parseRule(line));
	return {
		choose(method, address) {
			const path = address.split('?', 1)[0]!;
			for (const rule of rules) {
				if ((rule.method === 'ANY' || rule.method === method) && (rule.pattern.test(path) || rule.pattern.test(address)) && isDue(rule)) {
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
	return {
		method: method.toUpperCase(),
		pattern: new RegExp(`^${pattern.replaceAll(/[$\(\)+.\[\\\]^\{\|\}]/gv, String.raw`\$&`).replaceAll('*', '.*').replaceAll('?', '.')}$`, 'v'),
		fault: readFault(options, number),
		random: rate === undefined ? undefined : createRandom(number('seed') ?? 1),
		rate: rate ?? 1,
		times: number('times') ?? Infinity,
		skip: number('after') ?? 0,
	};
}

function readFault(options: ReadonlyMap<string, string>, number: (name: string) => number | undefined): Fault {
	const numbers = {
		status: number('status'),
		retryAfter: number('retry-after'),
		cutAfter: number('cut-after'),
		truncate: number('truncate'),
		stall: number('stall'),
		stallAt: number('stall-at'),
		thenStatus: number('then-status'),
	};
	return {
		...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
		...(options.has('drop') && {drop: options.get('drop') === 'after' ? 'after' as const : 'before' as const}),
		isPlain: options.has('plain'),
		flips: options.has('flip'),
		revokes: options.has('revoke'),
	};
}

/** `4MiB`, `64KiB`, `0.1`, `500` */
function parseAmount(text: string): number {
	const [, value = '', unit = ''] = /^(?<value>[\d.]+)(?<unit>[KM]iB)?$/v.exec(text) ?? [];
	return Number(value) * (unit === 'MiB' ? 1_048_576 : (unit === 'KiB' ? 1024 : 1));
}
