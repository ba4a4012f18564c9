import {once} from 'node:events';
import {cleanText} from '../clean-text.ts';
import {failureSentence} from './advice-text.ts';
import type {Output, OutputOptions} from './context.ts';
import {createProgressLines} from './progress.ts';

const newline = 0x0A;
const gathered = 65_536; // characters of results that are written together

export function createOutput({stdout, stderr, clock, isJson, isQuiet}: OutputOptions): Output {
	const isTerminal = stderr.isTTY === true;
	const progress = createProgressLines(stderr, clock);
	const stdoutIsTerminal = 'isTTY' in stdout && stdout.isTTY === true;
	let isMidLine = false; // content that a terminal shows has not ended its line
	let pending = '';
	const writePending = () => {
		if (pending === '') {
			return;
		}

		progress.clear();
		stdout.write(pending);
		pending = '';
	};

	return {
		isJson,
		isTerminal,
		result(value, text) {
			if (pending === '') {
				setImmediate(writePending); // together with all results of this turn of the event loop
			}

			pending += `${isJson ? JSON.stringify(value) : text}\n`;
			if (pending.length > gathered) {
				writePending();
			}
		},
		async flush() {
			writePending();
			if (stdout.writableNeedDrain) {
				await once(stdout, 'drain');
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
			stderr.write(`${cleanLines(text)}\n`);
		},
		failure(sentence, nextStep) {
			writePending();
			progress.clear();
			stderr.write(`jottafm: ${cleanLines(failureSentence({sentence, nextStep}))}\n`);
		},
		progress(lines) {
			if (!isTerminal || isQuiet) {
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

function cleanLines(text: string): string {
	return text.split('\n').map(line => cleanText(line)).join('\n');
}
