import {Failure} from '../../failure.ts';
import {counted, speed} from '../../format.ts';
import {parseSetting} from '../../settings/settings.ts';
import type {App} from '../app.ts';
import {fieldOf} from '../stores/field.ts';

/** Asks for a limit of what is under way: `2M` is bytes a second, `6 files` how many at once, nothing takes both away. */
export function startLimit({session, queue, transfers}: App): void {
	session.open({
		kind: 'prompt',
		label: 'Limit (2M a second, 6 files at once, 0 none):',
		field: fieldOf(''),
		onSubmit(text) {
			try {
				session.say(setLimit(text.trim(), queue));
			} catch (error) {
				session.complain(error);
			}

			transfers.look();
		},
	});
}

function setLimit(text: string, queue: App['queue']): string {
	const files = /^(?<count>\d+)\s*files?$/v.exec(text)?.groups?.count;
	if (files !== undefined) {
		const most = Number(parseSetting('transfers', files));
		queue.setLimit('transfers', most);
		return `At most ${counted(most, 'file')} at once from now on.`;
	}

	if (text === '') {
		throw new Failure('usage', 'No limit was changed.', {nextStep: 'Write 2M, 6 files, or 0 for none.'});
	}

	const bytes = Number(parseSetting('bandwidth', text.replace(/\/s$/v, '')));
	queue.setLimit('bandwidth', bytes);
	return bytes === 0 ? 'All transfers go as fast as the line allows.' : `All transfers together take at most ${speed(bytes)} from now on.`;
}
