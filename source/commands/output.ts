import {once} from 'node:events';
import {cleanText} from '../clean-text.ts';
import type {Failure} from '../failure.ts';
import type {Output, OutputOptions, Status} from './context.ts';

const clearLine = '\r\u{1B}[K';

export function createOutput({stdout, stderr, isJson, isQuiet}: OutputOptions): Output {
	const isTerminal = stderr.isTTY === true;
	let isDrawn = false;
	const erase = () => {
		if (!isDrawn) {
			return;
		}

		stderr.write(clearLine);
		isDrawn = false;
	};

	return {
		isJson,
		isTerminal,
		result(value, text) {
			erase();
			stdout.write(`${isJson ? JSON.stringify(value) : text}\n`);
		},
		async raw(bytes) {
			if (!stdout.write(bytes)) {
				await once(stdout, 'drain');
			}
		},
		note(text) {
			if (isQuiet) {
				return;
			}

			erase();
			stderr.write(`${cleanLines(text)}\n`);
		},
		failure(sentence, nextStep) {
			erase();
			stderr.write(`jottafm: ${cleanLines(sentence)}${nextStep === '' ? '' : ` ${cleanLines(nextStep)}`}\n`);
		},
		progress(text) {
			if (!isTerminal || isQuiet) {
				return;
			}

			stderr.write(`${clearLine}${cleanText(text).slice(0, (stderr.columns ?? 80) - 1)}`);
			isDrawn = true;
		},
	};
}

function cleanLines(text: string): string {
	return text.split('\n').map(line => cleanText(line)).join('\n');
}

/** @see design.md 1.2 */
export function statusOf({code}: Failure): Status {
	switch (code) {
		case 'usage': {
			return 2;
		}

		case 'not-signed-in':
		case 'session-revoked': {
			return 3;
		}

		case 'not-found': {
			return 4;
		}

		case 'cancelled': {
			return 130;
		}

		default: {
			return 1;
		}
	}
}
