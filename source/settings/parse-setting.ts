import * as v from 'valibot';
import {Failure} from '../failure.ts';
import {
	settingTable,
	type Setting,
	type SettingName,
	type Settings,
} from './setting-table.ts';

const factors = new Map([['', 1], ['k', 1024], ['m', 1_048_576], ['g', 1_073_741_824]]);

/** A value as it is typed: `true`, `4`, `10M`, `newer`. @throws Failure `usage` */
export function parseSetting(name: SettingName, text: string): Settings[SettingName] {
	const {schema, values, isBytes = false}: Setting<v.GenericSchema> = settingTable[name];
	const size = /^(?<amount>\d+(?:\.\d+)?)(?<unit>[gkm]?)(?:i?b)?$/iv.exec(text)?.groups;
	const candidates = [text, size && (isBytes || size.unit === '') && Number(size.amount) * factors.get((size.unit ?? '').toLowerCase())!, text === 'true' ? true : (text === 'false' ? false : undefined)];
	for (const candidate of candidates) {
		const parsed = v.safeParse(schema, candidate);
		if (parsed.success) {
			return parsed.output as Settings[SettingName];
		}
	}

	throw new Failure('usage', `${name} cannot be ${text}.`, {nextStep: `It is ${values}.`});
}
