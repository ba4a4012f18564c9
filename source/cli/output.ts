import {once} from 'node:events';
import type {Writable} from 'node:stream';
import {cleanJson, cleanText} from '../clean-text.ts';
import {failureSentence} from './advice-text.ts';
import type {Output, OutputOptions, Printed} from './context.ts';
import {createProgressLines} from './progress.ts';

const newline = 0x0A;
const gathered = 65_536; // characters of results that are written together

/*
The gate: whatever a command prints goes through here, on both streams, and lint refuses other ways. What a terminal could act on
is made visible, and nothing from outside makes a line. Content of files and the screen have gates of their own.
*/

/** What is wrong, said at once: before there is an output, or beside it. */
export const warnOn = (stderr: Writable) => (text: string): void => {
	stderr.write(`jottafm: ${cleanText(text)}\n`);
};

/** Where a log of clean lines is shown. */
export const logOn = (stderr: Writable) => (line: string): void => {
	stderr.write(line);
};

export function createOutput({stdout, stderr, clock, isJson, isQuiet, canDraw = true}: OutputOptions): Output {
	const warn = warnOn(stderr);
	const isTerminal = stderr.isTTY === true;
	const progress = createProgressLines(stderr, clock);
	const stdoutIsTerminal = 'isTTY' in stdout && stdout.isTTY === true;
	let isMidLine = false; // content that a terminal shows has not ended its line
	let pending = '';
	let isBroken = false; // nobody reads on
	stdout.on('error', () => {
		isBroken = true;
	});
	const writePending = () => {
		if (pending === '') {
			return;
		}

		progress.clear();
		if (!isBroken) {
			stdout.write(pending);
		}

		pending = '';
	};

	return {
		isJson,
		isTerminal,
		result(value, text) {
			if (pending === '') {
				setImmediate(writePending); // together with all results of this turn of the event loop
			}

			pending += `${isJson ? cleanJson(value) : printed(text)}\n`;
			if (pending.length > gathered) {
				writePending();
			}
		},
		async flush() {
			writePending();
			if (!isBroken && stdout.writableNeedDrain) {
				await once(stdout, 'drain').catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- it broke: cli.tsx says what is to be said
			}
		},
		async raw(bytes) {
			writePending();
			progress.clear();
			isMidLine = stdoutIsTerminal && (bytes.at(-1) ?? newline) !== newline;
			if (!stdout.write(bytes)) {
				await once(stdout, 'drain');
			}
		},
		note(text) {
			if (isQuiet) {
				return;
			}

			writePending();
			progress.clear();
			stderr.write(`${printed(text)}\n`);
		},
		failure(sentence, nextStep) {
			writePending();
			progress.clear();
			warn(failureSentence({sentence, nextStep}));
		},
		progress(lines) {
			if (!isTerminal || !canDraw || isQuiet) {
				return;
			}

			if (isMidLine) {
				stdout.write('\n'); // what stands on the line is not drawn over
				isMidLine = false;
			}

			progress.draw(lines);
		},
		clearProgress() {
			progress.clear();
		},
	};
}

function printed(text: Printed): string {
	if (typeof text === 'string') {
		return cleanText(text);
	}

	return 'columns' in text
		? text.columns.map(column => cleanText(column)).join('\t').trimEnd()
		: text.map(line => cleanText(line)).join('\n');
}
