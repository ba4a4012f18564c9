import {describe, expect, it} from 'vitest';
import {parseSetting} from '../../source/settings/parse-setting.ts';
import {settingNames, settingTable} from '../../source/settings/setting-table.ts';

describe('the table of settings', () => {
	it.each(settingNames)('%s has a meaning, and a default that it can be set to', name => {
		const {meaning, standard} = settingTable[name];

		expect(meaning).toMatch(/\.$/v);
		expect(parseSetting(name, String(standard))).toBe(standard);
	});
});
