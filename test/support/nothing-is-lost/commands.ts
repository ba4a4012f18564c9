import {Readable} from 'node:stream';
import {copy} from '../../../source/commands/copy/copy.ts';
import type {CopyOptions} from '../../../source/commands/copy/copy-options.ts';
import type {Context, Output} from '../../../source/cli/context.ts';
import {type ExitStatus, exitStatusOf} from '../../../source/cli/exit-status.ts';
import {toFailure} from '../../../source/failure.ts';
import type {Tools} from '../../../source/transfers/open-location.ts';
import {failureSentence} from '../../../source/cli/advice-text.ts';
import type {Asked} from './asked.ts';

type Setting = {
	readonly tools: Tools;
	readonly asked: Asked;
	readonly startEngine: () => void;
	readonly stdin?: string;
	readonly isTerminal: boolean;
};

/** The context that cli.tsx gives to a command. Its messages are kept with the operation. */
export function contextOf({tools, asked, startEngine, stdin = '', isTerminal}: Setting): Context {
	const nothing = () => {}; // eslint-disable-line @typescript-eslint/no-empty-function -- nobody looks
	const output: Output = {
		isJson: false,
		isTerminal,
		result: nothing,
		async flush() {
			nothing();
		},
		async raw() {
			nothing();
		},
		note(text) {
			asked.notes.push(...[text].flat().map(String));
		},
		failure(sentence, nextStep) {
			asked.messages.push(failureSentence({sentence, nextStep}));
		},
		progress: nothing,
		clearProgress: nothing,
	};
	return {
		tools, output, startEngine, cwd: '/', homeFolder: '/home/nobody', stdin: Readable.from([stdin]), signal: new AbortController().signal, environment: {},
	};
}

/** Ends like cli.tsx: with a status, and a thrown failure as a message. */
export async function runCommand(context: Context, work: (context: Context) => Promise<ExitStatus>): Promise<ExitStatus> {
	try {
		return await work(context);
	} catch (error) {
		const failure = toFailure(error);
		context.output.failure(failure.message, failure.nextStep);
		return exitStatusOf(failure);
	}
}

export async function runCopy(verb: 'cp' | 'mv', paths: readonly string[], options: CopyOptions, context: Context): Promise<ExitStatus> {
	return runCommand(context, async given => copy(verb === 'cp' ? 'copy' : 'move', paths, options, given));
}
