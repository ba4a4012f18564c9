import {readSettings, writeSetting} from '../../../settings/settings.ts';
import {parseSetting} from '../../../settings/parse-setting.ts';
import {
	settingNames,
	settingTable,
	type SettingName,
	type Settings,
} from '../../../settings/setting-table.ts';
import {timeOfDay} from '../../../format.ts';
import type {App} from '../../app.ts';
import type {Dialog} from '../../stores/dialog.ts';
import {fieldOf} from '../../stores/field.ts';
import {withHidden} from '../../stores/pane/rows.ts';

/** Lists all settings with their values; Enter changes one. What concerns the screen applies at once. */
export function showSettings(app: App): void {
	app.stores.window.open(formOf(app, 0));
}

function formOf(app: App, cursor: number): Dialog {
	const {settings, changed, warnings} = readSettings(app.service.accounts.tools.directories);
	return {
		kind: 'list',
		title: 'Settings',
		rows: settingNames.map(name => ({
			text: `${name.padEnd(nameCells)}  ${valueText(name, settings[name]).padEnd(12)}${changed.has(name) ? ` default ${valueText(name, settingTable[name].standard)}` : ''}`,
			detail: `${settingTable[name].meaning} It is ${settingTable[name].values}.`,
			run() {
				startChange(app, name, settings[name]);
			},
		})),
		cursor,
		field: fieldOf(''),
		whenEmpty: 'No setting has that in its name, value or meaning.',
		foot: warnings[0] ?? 'Type to search, Enter changes, Del resets, Esc leaves',
		onDelete(row) {
			saveSetting(app, settingNames[row]!, undefined);
		},
	};
}

/** Saves and applies a setting, then opens the form again. Keys typed meanwhile go to the form. */
function saveSetting(app: App, name: SettingName, text: string | undefined): void {
	const {directories} = app.service.accounts.tools;
	app.ask(async () => {
		await writeSetting(name, text === undefined ? undefined : parseSetting(name, text), directories);
		await applySettings(app);
		return formOf(app, settingNames.indexOf(name));
	});
}

const nameCells = Math.max(...settingNames.map(name => name.length));

/** A value as people type it: bytes as `10M`. */
function valueText(name: SettingName, value: Settings[SettingName]): string {
	const unit = 'isBytes' in settingTable[name] && typeof value === 'number' && value > 0 ? ([['G', 1_073_741_824], ['M', 1_048_576], ['K', 1024]] as const).find(([, bytes]) => value % bytes === 0) : undefined;
	return unit ? `${Number(value) / unit[1]}${unit[0]}` : String(value);
}

/** Switches to the next value where there are few; otherwise asks for one. */
function startChange(app: App, name: SettingName, value: Settings[SettingName]): void {
	const {schema} = settingTable[name];
	const write = (text: string) => {
		saveSetting(app, name, text);
	};

	const options: readonly unknown[] = schema.type === 'boolean' ? [true, false] : ('options' in schema ? schema.options : []);
	if (options.length > 0) {
		write(String(options[(options.indexOf(value) + 1) % options.length]));
		return;
	}

	app.stores.window.open({
		kind: 'prompt', label: `${name} (${settingTable[name].values}):`, field: fieldOf(valueText(name, value)), onSubmit: write,
	});
}

/** Applies the stored settings to the screen and the panes. */
export async function applySettings({service: {accounts}, stores: {look}, panes}: Pick<App, 'panes' | 'service' | 'stores'>): Promise<void> {
	const {settings: {theme, folders_first: isFirst, show_hidden: showsHidden}} = readSettings(accounts.tools.directories);
	const old = look.get();
	look.set({theme, isFirst, showsHidden});
	await Promise.all(panes.map(async pane => {
		if (old.showsHidden !== showsHidden) {
			pane.change(state => withHidden(state, showsHidden));
		}

		if (old.isFirst !== isFirst) {
			await pane.sortBy({...pane.get().sort, isMixed: !isFirst});
		}
	}));
}

/** Shows all messages and problems since the start. `cursor`: the row to begin on. */
export function showLog(app: App, cursor = Infinity): void {
	const {stores: {messages, window}} = app;
	const {log} = messages.get();
	window.open({
		kind: 'list',
		title: 'Log of this session',
		rows: log.map(({at, text}, row) => ({
			text: `${timeOfDay(at)}  ${text}`,
			detail: text,
			run() {
				window.open({
					kind: 'info', title: `Said at ${timeOfDay(at)}`, lines: [text], actions: [{
						key: 'l',
						label: 'the log again',
						run() {
							showLog(app, row);
						},
					}],
				});
			},
		})),
		cursor: Math.max(0, Math.min(cursor, log.length - 1)),
		whenEmpty: 'Nothing has been said yet.',
		foot: 'newest last; Enter shows a line whole, Esc leaves',
	});
}
