import {Failure, toFailure} from '../failure.ts';
import type {Location} from '../files/location.ts';
import {segmentsOf} from '../jotta/addresses.ts';
import {logCause} from '../log.ts';
import type {Client} from '../jotta/client.ts';
import {createOpener, meantPlace} from '../transfers/open-location.ts';
import {parseLocation, printLocation} from '../transfers/location-text.ts';
import type {Context} from './context.ts';
import {type ExitStatus, exitStatusOf} from './exit-status.ts';

/** Does the same for each place. A failure is printed, and the others go on; the exit status is that of the first failure. */
export async function forEach(texts: readonly string[], {output, signal, tools}: Context, work: (text: string) => Promise<void>): Promise<ExitStatus> {
	let status: ExitStatus = 0;
	for (const text of texts) {
		try {
			await work(text);
		} catch (error) {
			const failure = toFailure(error);
			if (signal.aborted) {
				throw failure;
			}

			output.failure(failure.message, failure.nextStep);
			logCause(tools.log, failure);
			status = status === 0 ? exitStatusOf(failure) : status;
		}
	}

	return status;
}

export type CloudPlace = {
	readonly client: Client;
	readonly account: string;
	readonly path: string; // /Device/Mountpoint/…, stored spelling
	/** Another path of the account as it is typed. */
	readonly print: (path: string) => string;
};

/** Places that only the cloud has: trash, versions, links. `isNew`: what is to be made there. @throws Failure `usage` for a local path */
export function createCloudOpener({tools, cwd, signal}: Context): (text: string, options?: {readonly isNew?: boolean}) => Promise<CloudPlace> {
	const opener = createOpener(tools);
	return async (text, {isNew = false} = {}) => {
		const typed = await parseLocation(text, {tools, cwd});
		const location = isNew ? typed : await meantPlace(typed, opener, signal);
		if (location.kind === 'local') {
			throw new Failure('usage', `${text} is a local path.`, {nextStep: 'Name something in the cloud, such as jotta:folder/file.'});
		}

		const client = await opener.client(location.account);
		return {
			client, account: location.account, path: location.path, print: path => printCloud({...location, path}, client),
		};
	};
}

/** Relative to the home place, as people type it; devices and mountpoints absolute, so that their name is seen. */
function printCloud(location: Location, {account: {home}, names}: Client): string {
	return segmentsOf(location.path).length > 2 ? printLocation(location, {names, home}) : printLocation(location, {names});
}
