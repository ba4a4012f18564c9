import {Failure} from '../failure.ts';
import {createOpener} from '../transfers/open-location.ts';
import {parseLocation} from '../transfers/spoken-location.ts';
import type {Context, Status} from './context.ts';
import {forEach} from './each.ts';

/** Moves to the trash; with `permanent` deletes for good. The disk has no trash and wants `permanent`. */
export async function rm(texts: readonly string[], {permanent = false}: {readonly permanent?: boolean}, context: Context): Promise<Status> {
	const {tools, cwd, output, signal} = context;
	const opener = createOpener(tools);
	return forEach(texts, context, async text => {
		const location = await parseLocation(text, {accounts: tools.accounts, cwd});
		const files = await opener.fileSystem(location);
		const {kind, deletedAt} = await files.stat(location.path, {signal});
		if (deletedAt !== undefined && !permanent) {
			throw new Failure('not-found', `${text} is in the trash already.`, {nextStep: 'With --permanent it is deleted for good.'});
		}

		await files.remove(location.path, {kind: kind === 'folder' ? 'folder' : 'file', permanent, signal});
		output.result({removed: text, permanent}, `${text}: ${permanent ? 'deleted for good' : 'moved to the trash'}`);
	});
}
