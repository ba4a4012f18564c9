import {Failure, toFailure} from '../failure.ts';
import {createLog, logCrash} from '../log.ts';
import {createLogFile} from '../log-file.ts';

/** Turns an unexpected error into a Failure that names the log file, where the stack is written. A Failure is returned as it is. `now`: ms since 1970. */
export function crashOf(error: unknown, {logFile, now}: {readonly logFile: string; readonly now: number}): Failure {
	const failure = toFailure(error);
	if (failure === error || failure.code === 'cancelled') {
		return failure;
	}

	const detail = error instanceof Error ? error.message : String(error);
	logCrash(createLog(createLogFile(logFile)), `${new Date(now).toISOString()} the screen broke`, error);
	return new Failure('service', `Something broke inside jottafm (${detail}).`, {
		nextStep: `Files and transfers are as they were: start it again. Where it broke is in ${logFile}`, cause: error,
	});
}
