import {Failure} from '../../../failure.ts';
import {counted, speed} from '../../../format.ts';
import {writeSetting} from '../../../settings/settings.ts';
import {parseSetting} from '../../../settings/parse-setting.ts';
import type {SettingName} from '../../../settings/setting-table.ts';
import type {App} from '../../app.ts';
import {fieldOf} from '../../stores/field.ts';

/** Asks for a limit and saves it as a setting: `2M` is bytes a second; `6 files`, `3 hashed` and `8 checked` are how many at once. */
export function startLimit(app: App): void {
	const {bandwidth, transfers, hashing, checking} = app.service.queue.settings();
	app.stores.window.open({
		kind: 'prompt',
		label: `Limit (now ${bandwidth === 0 ? 'none' : speed(bandwidth)}, ${counted(transfers, 'file')}, ${hashing} hashed, ${checking} checked; 2M or 6 files):`,
		field: fieldOf(''),
		onSubmit(text) {
			app.attempt(async () => {
				app.stores.messages.say(await keepLimit(text.trim(), app));
				app.stores.transfers.poll();
			});
		},
	});
}

/** Limits on how many at once, by the word after the number. */
const countLimits: Readonly<Record<string, {readonly setting: SettingName; readonly noun: string; readonly done: string}>> = {
	file: {setting: 'transfers', noun: 'file', done: ''},
	hashed: {setting: 'hashing', noun: 'large file', done: ' hashed'},
	checked: {setting: 'checking', noun: 'file', done: ' checked'},
};

async function keepLimit(text: string, {service: {queue, accounts: {tools: {directories}}}}: App): Promise<string> {
	const {count = '', what = ''} = /^(?<count>\d+)\s*(?<what>files?|hashed|checked)$/v.exec(text)?.groups ?? {};
	const counts = countLimits[what === 'files' ? 'file' : what];
	if (counts) {
		const limit = Number(parseSetting(counts.setting, count));
		await writeSetting(counts.setting, limit, directories);
		if (counts.setting === 'transfers') {
			queue.limitTransfers(undefined); // overrides a running cp --transfers
		}

		return `At most ${counted(limit, counts.noun)}${counts.done} at once from now on.`;
	}

	if (text === '') {
		throw new Failure('usage', 'No limit was changed.', {nextStep: 'Write 2M, 6 files, 3 hashed, 8 checked, or 0 for no limit of speed.'});
	}

	const bytes = Number(parseSetting('bandwidth', text.replace(/\/s$/v, '')));
	await writeSetting('bandwidth', bytes, directories);
	return bytes === 0 ? 'All transfers go as fast as the line allows.' : `All transfers together take at most ${speed(bytes)} from now on.`;
}
