import {Buffer} from 'node:buffer';
import {Writable} from 'node:stream';
import {describe, expect, it} from 'vitest';
import {createOutput} from '../../source/cli/output.ts';

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
