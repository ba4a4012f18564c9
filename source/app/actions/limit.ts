import {Failure} from '../../failure.ts';
import {counted, speed} from '../../format.ts';
import {parseSetting, writeSetting} from '../../settings/settings.ts';
import type {App} from '../app.ts';
import {fieldOf} from '../stores/field.ts';

/** Asks for a limit, and keeps it as the setting that it is: `2M` is bytes a second, `6 files` how many at once, `3 hashed` and `8 checked` how many of these. */
export function startLimit(app: App): void {
	const {bandwidth, transfers, hashing, checking} = app.queue.settings();
	app.session.open({
		kind: 'prompt',
		label: `Limit (now ${bandwidth === 0 ? 'none' : speed(bandwidth)}, ${counted(transfers, 'file')}, ${hashing} hashed, ${checking} checked; 2M or 6 files):`,
		field: fieldOf(''),
		onSubmit(text) {
			app.attempt(async () => {
				app.session.say(await keepLimit(text.trim(), app));
				app.transfers.look();
			});
		},
	});
}

async function keepLimit(text: string, {queue, accounts: {tools: {directories}}}: App): Promise<string> {
	const {count = '', what} = /^(?<count>\d+)\s*(?<what>files?|hashed|checked)$/v.exec(text)?.groups ?? {};
	if (what === 'hashed') {
		const most = Number(parseSetting('hashing', count));
		await writeSetting('hashing', most, directories);
		return `At most ${counted(most, 'large file')} hashed at once from now on.`;
	}

	if (what === 'checked') {
		const most = Number(parseSetting('checking', count));
		await writeSetting('checking', most, directories);
		return `At most ${counted(most, 'file')} checked at once from now on.`;
	}

	if (what !== undefined) {
		const most = Number(parseSetting('transfers', count));
		await writeSetting('transfers', most, directories);
		queue.limitTransfers(undefined); // what a cp --transfers has wished gives way
		return `At most ${counted(most, 'file')} at once from now on.`;
	}

	if (text === '') {
		throw new Failure('usage', 'No limit was changed.', {nextStep: 'Write 2M, 6 files, 3 hashed, 8 checked, or 0 for no limit of speed.'});
	}

	const bytes = Number(parseSetting('bandwidth', text.replace(/\/s$/v, '')));
	await writeSetting('bandwidth', bytes, directories);
	return bytes === 0 ? 'All transfers go as fast as the line allows.' : `All transfers together take at most ${speed(bytes)} from now on.`;
}
