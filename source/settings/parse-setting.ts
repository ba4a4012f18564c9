import * as v from 'valibot';
import {Failure} from '../failure.ts';
import {
	settingTable,
	type Setting,
	type SettingName,
	type Settings,
} from './setting-table.ts';

const factors = new Map([['', 1], ['k', 1024], ['m', 1_048_576], ['g', 1_073_741_824]]);
const flags = new Map([['true', true], ['false', false]]);

/** A value as it is typed: `true`, `4`, `10M`, `newer`. @throws Failure `usage` */
export function parseSetting(name: SettingName, text: string): Settings[SettingName] {
	const {schema, values, isBytes = false}: Setting<v.GenericSchema> = settingTable[name];
	for (const candidate of [text, parseAmount(text, isBytes), flags.get(text)]) {
		const parsed = v.safeParse(schema, candidate);
		if (parsed.success) {
			return parsed.output as Settings[SettingName];
		}
	}

	throw new Failure('usage', `${name} cannot be ${text}.`, {nextStep: `It is ${values}.`});
}

/** Only sizes may have a unit: 10M, 1.5GiB. */
function parseAmount(text: string, isBytes: boolean): number | undefined {
	const {amount, unit = ''} = /^(?<amount>\d+(?:\.\d+)?)(?<unit>[gkm]?)(?:i?b)?$/iv.exec(text)?.groups ?? {};
	return amount === undefined || (unit !== '' && !isBytes) ? undefined : Number(amount) * factors.get(unit.toLowerCase())!;
}
