import {readFileSync} from 'node:fs';
import type {Settings} from './setting-table.ts';

/** What settings and environment say about signing in, before the person is asked: rclone's options. */
export type SignInPresets = {
	readonly clientId?: string;
	readonly clientSecret?: string;
	readonly authUrl?: string;
	readonly tokenUrl?: string;
	readonly serviceKey?: string;
	readonly token?: string; // a login token, or a ready OAuth token as JSON
	readonly isForProgram?: true; // client credentials
};

/** The environment wins over the settings. A secret is never on a command line or in the settings, only the file that holds it. */
export function readSignInPresets(environment: Readonly<Record<string, string | undefined>>, settings: Settings, onNotice: (text: string) => void): SignInPresets {
	const isForProgram = environment.JOTTAFM_CLIENT_CREDENTIALS === undefined ? settings.client_credentials : environment.JOTTAFM_CLIENT_CREDENTIALS === 'true';
	const texts = {
		clientId: environment.JOTTAFM_CLIENT_ID ?? settings.client_id,
		clientSecret: environment.JOTTAFM_CLIENT_SECRET ?? readSecret(settings.client_secret_file, onNotice),
		authUrl: environment.JOTTAFM_AUTH_URL ?? settings.auth_url,
		tokenUrl: environment.JOTTAFM_TOKEN_URL ?? settings.token_url,
		serviceKey: environment.JOTTAFM_SERVICE ?? settings.sign_in_service,
		token: environment.JOTTAFM_TOKEN ?? '',
	};
	return {
		...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')),
		...(isForProgram && {isForProgram}),
	};
}

function readSecret(file: string, onNotice: (text: string) => void): string {
	if (file === '') {
		return '';
	}

	try {
		return readFileSync(file, 'utf8').trim();
	} catch {
		onNotice(`The client secret cannot be read from ${file}, which the setting client_secret_file names.`);
		return '';
	}
}
