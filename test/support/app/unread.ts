import type {App} from '../../../source/app/app.ts';
import type {FailureFacts} from '../../../source/failure.ts';
import {withFileSystem} from './replaced.ts';

const denied: FailureFacts = {code: 'permission', sentence: 'No permission for /home/per/album/locked.', nextStep: 'Check who owns it and its mode.'};

/** The same app on a disk where one more folder stands below each, which nobody may read. */
export function withUnread<Given extends App>(app: Given): Given {
	return withFileSystem(app, async location => {
		const files = await app.service.openFileSystem(location);
		return {
			...files,
			async * walk(path, options = {}) {
				options.onUnread?.(denied);
				yield * files.walk(path, options);
			},
		};
	});
}
