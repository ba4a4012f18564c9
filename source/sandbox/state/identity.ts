import {Buffer} from 'node:buffer';
import {randomBytes, randomUUID} from 'node:crypto';
import type {DatabaseSync} from 'node:sqlite';
import {ServiceError} from '../http/errors.ts';
import type {SandboxClock} from './clock.ts';
import type {Limits} from './limits.ts';
import type {Switches} from './service-switches.ts';

export type Person = {
	readonly username: string; // internal
	readonly email: string;
	readonly name: string;
	readonly password: string;
	readonly otp: string; // one-time code
};

export type TokenAnswer = Readonly<Record<string, string | number>>;

/** Sessions and their tokens, whatever the method of signing in (protocol.md 3, E10 to E17). */
export type Identity = {
	readonly createLoginToken: (base: string) => string;
	readonly useLoginToken: (username: string, secret: string) => boolean; // once
	readonly startSession: (client: string) => TokenAnswer;
	/** A session from a browser ends the one before it of the same program (E15). */
	readonly startBrowserSession: (client: string) => TokenAnswer;
	readonly refresh: (token: string, client: string) => TokenAnswer;
	readonly machineToken: () => TokenAnswer; // an access token and nothing to refresh (E19)
	readonly endSession: (refreshToken: string) => void;
	readonly revokeAll: () => void; // as the web list does: refreshing fails, access tokens live on
	readonly isValid: (accessToken: string) => boolean;
	readonly userInfo: (realm: string) => object;
};

type IdentityTools = {readonly person: Person; readonly clock: SandboxClock; readonly limits: Pick<Limits, 'tokenTtl'>; readonly switches: Switches};

export function openIdentity(database: DatabaseSync, {person, clock, limits, switches}: IdentityTools): Identity {
	const addAccess = database.prepare('INSERT INTO access_tokens VALUES (?, ?)');
	const addRefresh = database.prepare('INSERT INTO refresh_tokens (token, family) VALUES (?, ?)');
	const accessOf = database.prepare('SELECT expires FROM access_tokens WHERE token = ?');
	const refreshOf = database.prepare('SELECT family, used, alive, client FROM refresh_tokens JOIN families ON families.id = family WHERE token = ?');
	const kill = database.prepare('UPDATE families SET alive = 0 WHERE id = ?');

	const access = (): TokenAnswer => {
		const token = jwt(person);
		database.prepare('DELETE FROM access_tokens WHERE expires < ?').run(clock.now());
		addAccess.run(token, clock.now() + (limits.tokenTtl * 1000));
		return {
			access_token: token, expires_in: limits.tokenTtl, token_type: 'bearer', scope: 'openid email offline_access',
		};
	};

	const issue = (family: number): TokenAnswer => {
		const refresh = jwt(person);
		addRefresh.run(refresh, family);
		return {
			...access(), refresh_token: refresh, refresh_expires_in: 0, id_token: jwt(person), 'not-before-policy': 0, session_state: randomUUID(),
		};
	};

	const newFamily = (client: string) => Number(database.prepare('INSERT INTO families (client) VALUES (?)').run(client).lastInsertRowid);

	return {
		createLoginToken(base) {
			const secret = randomBytes(16).toString('hex');
			database.prepare('INSERT INTO login_tokens (secret) VALUES (?)').run(secret);
			const token = {
				username: person.username,
				realm: 'jottacloud',
				well_known_link: `${base}/auth/realms/jottacloud/.well-known/openid-configuration`,
				auth_token: secret,
			};
			return Buffer.from(JSON.stringify(token)).toString('base64url');
		},
		useLoginToken: (username, secret) => username === person.username
			&& database.prepare('UPDATE login_tokens SET used = 1 WHERE secret = ? AND used = 0').run(secret).changes === 1,
		startSession: client => issue(newFamily(client)),
		startBrowserSession(client) {
			const before = database.prepare('SELECT family FROM browser_sessions WHERE client = ?').get(client)?.family;
			if (before !== undefined) {
				kill.run(before);
			}

			const family = newFamily(client);
			database.prepare('INSERT OR REPLACE INTO browser_sessions VALUES (?, ?)').run(client, family);
			return issue(family);
		},
		/** A token that is used a second time kills its family (E13). */
		refresh(token, client) {
			const row = refreshOf.get(token);
			if (row?.used === 1) {
				kill.run(row.family!);
			}

			if (row?.used !== 0 || row.alive !== 1) {
				throw new ServiceError(400, 'invalid_grant', switches.staleText);
			}

			if (row.client !== client) {
				throw new ServiceError(400, 'invalid_grant', 'Invalid refresh token. Token client and authorized client don\'t match');
			}

			database.prepare('UPDATE refresh_tokens SET used = 1 WHERE token = ?').run(token);
			return issue(Number(row.family));
		},
		machineToken: access,
		endSession(refreshToken) {
			database.prepare('UPDATE families SET alive = 0 WHERE id = (SELECT family FROM refresh_tokens WHERE token = ?)').run(refreshToken);
		},
		revokeAll() {
			database.exec('UPDATE families SET alive = 0');
		},
		isValid(accessToken) {
			const expires = accessOf.get(accessToken)?.expires;
			return typeof expires === 'number' && expires > clock.now();
		},
		userInfo: realm => ({
			sub: subjectOf(person),
			email_verified: true,
			name: person.name,
			realm,
			preferred_username: person.username,
			given_name: person.name.split(' ', 1)[0],
			family_name: person.name.split(' ').at(-1),
			email: person.email,
			username: person.username,
		}),
	};
}

const subjectOf = ({username}: Person) => `f:${randomUUID()}:${username}`;

/** Looks like a token of the service; nothing here reads it (E12). */
function jwt(person: Person): string {
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	return `${part({alg: 'RS256', typ: 'JWT'})}.${part({sub: subjectOf(person), jti: randomUUID()})}.${randomBytes(32).toString('base64url')}`;
}
