import {Buffer} from 'node:buffer';
import {Writable} from 'node:stream';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createLog, logCrash} from '../../source/log.ts';
import {hostileName} from '../support/hostile-names.ts';
import {createOutput, logOn, warnOn} from '../../source/cli/output.ts';

// Controls but the end of a line, bidi, lone surrogates, and what cannot be seen.
const raw = /[[\p{Bidi_Control}\p{Control}\p{Surrogate}\u{115F}\u{200B}\u{2028}\u{2029}\u{FEFF}]--\n]/v;

function createSink(highWaterMark?: number) {
	let text = '';
	let writes = 0;
	const held: Array<() => void> = [];
	const stream = new Writable({
		...(highWaterMark !== undefined && {highWaterMark}),
		decodeStrings: false,
		write(chunk: string, _encoding, done) {
			text += chunk;
			writes += 1;
			if (highWaterMark === undefined) {
				done();
			} else {
				held.push(done);
			}
		},
	});
	return {
		stream, text: () => text, writes: () => writes, release: () => held.shift()?.(),
	};
}

type Opening = {readonly isTTY?: boolean; readonly isJson?: boolean; readonly isQuiet?: boolean; readonly highWaterMark?: number};

function open({isTTY = false, isJson = false, isQuiet = false, highWaterMark}: Opening = {}) {
	const [stdout, stderr] = [createSink(highWaterMark), createSink()];
	let now = 0;
	const output = createOutput({
		stdout: Object.assign(stdout.stream, {isTTY}),
		stderr: Object.assign(stderr.stream, {isTTY, columns: 40, rows: 10}),
		clock: {now: () => now, async sleep() {}}, // eslint-disable-line @typescript-eslint/no-empty-function -- nobody waits
		isJson,
		isQuiet,
	});
	return {
		output, stdout, stderr, advance(milliseconds: number) {
			now += milliseconds;
		},
	};
}

describe('results', () => {
	it('are one object a line with --json, else text', async () => {
		const [json, plain] = [open({isJson: true}), open()];
		for (const {output} of [json, plain]) {
			output.result({name: 'a'}, 'a in words');
			await output.flush();
		}

		expect([json.stdout.text(), plain.stdout.text()]).toEqual(['{"name":"a"}\n', 'a in words\n']);
	});

	it('that come together are written together', async () => {
		const {output, stdout} = open();
		for (let index = 0; index < 500; index += 1) {
			output.result({}, 'a line');
		}

		await output.flush();

		expect(stdout.text().length).toBe(3500);
		expect(stdout.writes()).toBe(1);
	});

	it('wait for whoever reads them', async () => {
		const {output, stdout} = open({highWaterMark: 10});
		output.result({}, 'longer than ten');
		let isFlushed = false;
		const flushed = (async () => {
			await output.flush();
			isFlushed = true;
		})();

		expect(isFlushed).toBe(false);
		stdout.release();
		await flushed;
		expect(isFlushed).toBe(true);
	});

	it('come before the notice that follows them', () => {
		const {output, stdout, stderr} = open();
		output.result({}, 'first');
		output.note('second');

		expect([stdout.text(), stderr.text()]).toEqual(['first\n', 'second\n']);
	});
});

describe('progress', () => {
	it('is drawn over in place, line by line, and removed for a notice', () => {
		const {output, stderr, advance} = open({isTTY: true});
		output.progress(['total', ' one', ' two']);
		advance(200);
		output.progress(['total', ' one']);
		output.note('done');

		expect(stderr.text()).toBe('\r\u{1B}[Jtotal\n one\n two\r\u{1B}[2A\u{1B}[Jtotal\n one\r\u{1B}[1A\u{1B}[Jdone\n');
	});

	it('is drawn ten times a second at most, and only when it has changed', () => {
		const {output, stderr, advance} = open({isTTY: true});
		for (let step = 0; step < 100; step += 1) {
			output.progress([`step ${Math.floor(step / 50)} of ${step}`]);
			advance(10);
		}

		expect(stderr.writes()).toBe(10);
	});

	it('is cut to the width and height, and shows no control characters', () => {
		const {output, stderr} = open({isTTY: true});
		output.progress(Array.from({length: 20}, () => `\u{1B}[31m${'x'.repeat(60)}`));

		expect(stderr.text().split('\n')).toHaveLength(9);
		expect(stderr.text().split('\n', 2)[1]).toBe(`␛[31m${'x'.repeat(31)}…`);
	});

	it('is cut by cells, so that wide names do not wrap', () => {
		const {output, stderr} = open({isTTY: true});
		output.progress([`写真${'一'.repeat(40)}`]);

		expect(stderr.text()).toBe(`\r\u{1B}[J写真${'一'.repeat(16)}…`);
	});

	it.each([{isTTY: false}, {isTTY: true, isQuiet: true}])('is not drawn with %j', options => {
		const {output, stderr} = open(options);
		output.progress(['total']);

		expect(stderr.text()).toBe('');
	});
});

describe('what is waited for in the middle of a file', () => {
	it('is said below the line that has begun, and goes when the file goes on', async () => {
		const {output, stdout, stderr} = open({isTTY: true});

		await output.raw(Buffer.from('half a li'));
		output.progress(['Waiting']);
		await output.raw(Buffer.from('ne\n'));

		expect(stdout.text()).toBe('half a li\nne\n');
		expect(stderr.text()).toBe('\r\u{1B}[JWaiting\r\u{1B}[J');
	});

	it('changes no byte of what goes into a file', async () => {
		const {output, stdout} = open();

		await output.raw(Buffer.from('half a li'));
		output.progress(['Waiting']);
		await output.raw(Buffer.from('ne'));

		expect(stdout.text()).toBe('half a line');
	});
});

describe('what comes from outside', () => {
	it('makes no line, acts on no terminal and hides nothing, wherever it is printed', async () => {
		await fc.assert(fc.asyncProperty(hostileName, async name => {
			const {output, stdout, stderr} = open();

			output.result({}, name);
			output.result({}, [name, name]);
			output.result({}, {columns: [name, name]});
			output.note(name);
			output.note([name, name]);
			output.failure(`${name}: it broke.`, name);
			warnOn(stderr.stream)(name);
			createLog(logOn(stderr.stream))({method: 'GET', address: name, message: name});
			await output.flush();

			expect([stdout.text(), stderr.text()].map(text => text.split('\n').length - 1)).toEqual([4, 6]);
			expect(stdout.text().replace('\t', '') + stderr.text()).not.toMatch(raw);
		}));
	});

	it('is the same value with --json, written without what a terminal acts on', async () => {
		await fc.assert(fc.asyncProperty(hostileName, async name => {
			const {output, stdout} = open({isJson: true});

			output.result({name}, '');
			await output.flush();

			expect(JSON.parse(stdout.text())).toEqual({name});
			expect(stdout.text()).not.toMatch(raw);
		}));
	});

	it('makes no line of a log, and the stack of an error makes one for each step', () => {
		const lines: string[] = [];
		const error = new Error('first\n2026-01-01 GET /forged 200');

		logCrash(createLog(line => {
			lines.push(line);
		}), 'engine', error);

		expect(lines[0]).toBe('engine: Error: first␊2026-01-01 GET /forged 200\n');
		expect(lines.slice(1).every(line => /^ +at [^\n]+\n$/v.test(line))).toBe(true);
		expect(lines.length).toBeGreaterThan(1);
	});
});
