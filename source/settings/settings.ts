import * as v from 'valibot';
import type {Directories} from './directories.ts';
import {
	isSettingName,
	settingNames,
	settingTable,
	type SettingName,
	type Settings,
} from './setting-table.ts';
import {readSettingsFile, writeSettingsKey} from './settings-file.ts';

export type SettingsRead = {
	readonly settings: Settings;
	readonly changed: ReadonlySet<SettingName>; // those that the file sets
	/** What cannot be used in the file; the defaults hold there. */
	readonly warnings: readonly string[];
};

/** The settings of this configuration. What cannot be used keeps its default and gives a warning. */
export function readSettings({settings: file}: Directories): SettingsRead {
	const {stored, warning} = readSettingsFile(file);
	const settings: Record<string, unknown> = {};
	const changed = new Set<SettingName>();
	const warnings = warning === undefined ? [] : [warning];
	for (const name of settingNames) {
		const {schema, standard, values} = settingTable[name];
		const parsed = v.safeParse(schema, stored[name]);
		settings[name] = parsed.success ? parsed.output : standard;
		if (parsed.success) {
			changed.add(name);
		} else if (stored[name] !== undefined) {
			warnings.push(`${name} in ${file} is to be ${values}; ${String(standard)} is used.`);
		}
	}

	const unknown = Object.keys(stored).filter(name => !isSettingName(name) && !['keys', 'bookmarks'].includes(name)); // key-settings.ts and bookmarks.ts read those
	warnings.push(...unknown.map(name => `${name} in ${file} is no setting.`));
	return {settings: settings as Settings, changed, warnings};
}

/** Writes one setting, or removes it so that the default holds again. The rest of the file stays. @throws Failure `permission` */
export async function writeSetting(name: SettingName, value: Settings[SettingName] | undefined, {settings: file}: Directories): Promise<void> {
	await writeSettingsKey(name, value, file);
}
