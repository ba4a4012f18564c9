import {Failure} from '../failure.ts';
import {readSettings, writeSetting} from '../settings/settings.ts';
import {parseSetting} from '../settings/parse-setting.ts';
import {
	isSettingName,
	settingNames,
	settingTable,
	type SettingName,
} from '../settings/setting-table.ts';
import {defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';

const configActions = ['list', 'get', 'set', 'unset', 'where'] as const;
export type ConfigAction = (typeof configActions)[number];

export const configCommand = defineCommand({
	name: 'config',
	summary: 'settings: list, read and set them; where things are kept',
	arguments: [
		{
			name: 'action', about: 'what to do; else list', isOptional: true, choices: configActions,
		},
		{
			name: 'setting', about: 'its name', isOptional: true, choices: settingNames,
		},
		{name: 'value', about: 'for set', isOptional: true},
	],
	examples: {
		'jottafm config': 'all settings with value, default and meaning',
		'jottafm config set transfers 8': 'eight files at once',
		'jottafm config unset transfers': 'the default again',
		'jottafm config where': 'the files that jottafm keeps',
	},
	json: {
		setting: 'its name', value: '', default: '', meaning: '', values: 'what it can be', changed: 'whether the file sets it',
		what: 'with where: accounts, settings, queue, locks or log', file: 'with where: its path',
	},
	run: async ([action = 'list', name, value], _options: object, context) => config(action as ConfigAction, {name, value}, context),
});

async function config(action: ConfigAction, {name, value}: {readonly name?: string | undefined; readonly value?: string | undefined}, context: Context): Promise<ExitStatus> {
	const {tools: {directories}, output} = context;
	const excess = action === 'set' ? undefined : (action === 'list' || action === 'where' ? name ?? value : value);
	if (excess !== undefined) {
		throw new Failure('usage', `${action} does nothing with “${excess}”.`, {nextStep: 'jottafm help config shows examples.'});
	}

	switch (action) {
		case 'list': {
			list(settingNames, context);
			return 0;
		}

		case 'get': {
			list([known(name)], context);
			return 0;
		}

		case 'set': {
			const setting = known(name);
			if (value === undefined) {
				throw new Failure('usage', `A value for ${setting} is needed.`, {nextStep: `It is ${settingTable[setting].values}.`});
			}

			await writeSetting(setting, parseSetting(setting, value), directories);
			list([setting], context);
			return 0;
		}

		case 'unset': {
			const setting = known(name);
			await writeSetting(setting, undefined, directories);
			list([setting], context);
			return 0;
		}

		case 'where': {
			const {accounts, settings, database, locks, log} = directories;
			for (const [what, file] of Object.entries({
				accounts, settings, queue: database, locks, log,
			})) {
				output.result({what, file}, `${what.padEnd(10)}  ${file}`);
			}

			return 0;
		}

		default: {
			throw new TypeError(`unknown action ${String(action satisfies never)}`);
		}
	}
}

function known(name: string | undefined): SettingName {
	if (name === undefined || !isSettingName(name)) {
		throw new Failure('usage', name === undefined ? 'The name of a setting is needed.' : `There is no setting ${name}.`, {nextStep: `There are ${settingNames.join(', ')}.`});
	}

	return name;
}

function list(names: readonly SettingName[], {tools: {directories}, output}: Context): void {
	const {settings, changed, warnings} = readSettings(directories);
	for (const warning of warnings) {
		output.note(warning);
	}

	for (const name of names) {
		const {standard, meaning, values} = settingTable[name];
		const value = settings[name];
		output.result({
			setting: name, value, default: standard, meaning, values, changed: changed.has(name),
		}, `${`${name} = ${value}`.padEnd(30)}  ${changed.has(name) ? `(default ${standard}) ` : ''}${meaning}`);
	}
}
