import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {settingNames, settingTable, type Settings} from '../../source/settings/setting-table.ts';
import {readSignInPresets} from '../../source/settings/sign-in-presets.ts';
import {temporaryFolder} from '../support/temp-files.ts';

const standard = Object.fromEntries(settingNames.map(name => [name, settingTable[name].standard])) as unknown as Settings;
const noNotice = (text: string) => {
	throw new Error(text);
};

describe('what is known about signing in', () => {
	it('is nothing, unless somebody has said something', () => {
		expect(readSignInPresets({}, standard, noNotice)).toEqual({});
	});

	it('comes from the settings, with the secret in a file of its own', async () => {
		const file = path.join(await temporaryFolder(), 'secret');
		await writeFile(file, 'of the file\n');
		const settings: Settings = {
			...standard, client_id: 'nas', client_secret_file: file, client_credentials: true, auth_url: 'https://a.example/', token_url: 'https://t.example/', sign_in_service: 'telia_se',
		};

		expect(readSignInPresets({}, settings, noNotice)).toEqual({
			clientId: 'nas', clientSecret: 'of the file', isForProgram: true, authUrl: 'https://a.example/', tokenUrl: 'https://t.example/', serviceKey: 'telia_se',
		});
	});

	it('comes from the environment first', () => {
		const settings: Settings = {...standard, client_id: 'nas', client_credentials: true};
		const environment = {
			JOTTAFM_CLIENT_ID: 'other', JOTTAFM_CLIENT_SECRET: 'secret', JOTTAFM_CLIENT_CREDENTIALS: 'false', JOTTAFM_SERVICE: 'elko', JOTTAFM_TOKEN: '{}',
		};

		expect(readSignInPresets(environment, settings, noNotice)).toEqual({
			clientId: 'other', clientSecret: 'secret', serviceKey: 'elko', token: '{}',
		});
	});

	it('says it when the file with the secret cannot be read', () => {
		const notices: string[] = [];

		readSignInPresets({}, {...standard, client_secret_file: '/nowhere/secret'}, text => {
			notices.push(text);
		});

		expect(notices).toEqual([expect.stringContaining('/nowhere/secret')]);
	});
});
