import {createOpener} from '../transfers/open-location.ts';
import {parseLocation} from '../transfers/spoken-location.ts';
import type {Context, Status} from './context.ts';

/** The content of a file on standard output. */
export async function cat(text: string, {tools, cwd, output, signal}: Context): Promise<Status> {
	const location = await parseLocation(text, {accounts: tools.accounts, cwd});
	const files = await createOpener(tools).fileSystem(location);
	for await (const chunk of await files.read(location.path, {signal})) {
		await output.raw(chunk);
	}

	return 0;
}
