import {cleanText} from '../clean-text.ts';
import {Failure, toFailure} from '../failure.ts';
import {createLog} from '../log.ts';
import {createLogFile} from '../log-file.ts';

/** Turns an unexpected error into a Failure that names the log file, where the stack is written. A Failure is returned as it is. `now`: ms since 1970. */
export function crashOf(error: unknown, {logFile, now}: {readonly logFile: string; readonly now: number}): Failure {
	const failure = toFailure(error);
	if (failure === error || failure.code === 'cancelled') {
		return failure;
	}

	const detail = error instanceof Error ? error.message : String(error);
	createLog(createLogFile(logFile))({message: `${new Date(now).toISOString()} the screen broke: ${stackOf(error)}`});
	return new Failure('service', `Something broke inside jottafm (${detail}).`, {
		nextStep: `Files and transfers are as they were: start it again. Where it broke is in ${logFile}`, cause: error,
	});
}

function stackOf(error: unknown): string {
	const stack = error instanceof Error ? error.stack ?? error.message : String(error);
	return stack.split('\n').map(line => cleanText(line)).join('\n');
}
