import {Buffer} from 'node:buffer';
import {randomBytes, randomUUID} from 'node:crypto';
import type {DatabaseSync} from 'node:sqlite';
import type {SandboxClock} from './clock.ts';
import {ServiceError} from './errors.ts';

export type Person = {
	readonly username: string; // internal
	readonly email: string;
	readonly name: string;
};

/** OpenID Connect with rotating refresh tokens (protocol.md 3.1 to 3.3, E10 to E17). */
export type Identity = {
	readonly createLoginToken: (base: string) => string;
	readonly discovery: (base: string, realm: string) => object;
	readonly grant: (form: URLSearchParams) => object;
	readonly endSession: (refreshToken: string) => void;
	readonly revokeAll: () => void; // as the web list does: refreshing fails, access tokens live on
	readonly isValid: (accessToken: string) => boolean;
	readonly userInfo: () => object;
};

const clients = new Set(['jottacli', 'desktop', 'desktop-win', 'desktop-mac']);

export function openIdentity(database: DatabaseSync, {person, clock, tokenTtl}: {readonly person: Person; readonly clock: SandboxClock; readonly tokenTtl: number}): Identity {
	const jwt = () => {
		const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
		return `${part({alg: 'RS256', typ: 'JWT'})}.${part({sub: `f:${randomUUID()}:${person.username}`, jti: randomUUID()})}.${randomBytes(32).toString('base64url')}`;
	};

	const issue = (family: number) => {
		const [access, refresh] = [jwt(), jwt()];
		database.prepare('DELETE FROM access_tokens WHERE expires < ?').run(clock.now());
		database.prepare('INSERT INTO access_tokens VALUES (?, ?)').run(access, clock.now() + (tokenTtl * 1000));
		database.prepare('INSERT INTO refresh_tokens (token, family) VALUES (?, ?)').run(refresh, family);
		return {
			access_token: access,
			expires_in: tokenTtl,
			refresh_expires_in: 0,
			refresh_token: refresh,
			token_type: 'bearer',
			id_token: jwt(),
			'not-before-policy': 0,
			session_state: randomUUID(),
			scope: 'openid email offline_access',
		};
	};

	const byPassword = (form: URLSearchParams) => {
		const {changes} = database.prepare('UPDATE login_tokens SET used = 1 WHERE secret = ? AND used = 0').run(form.get('password') ?? '');
		if (changes === 0 || form.get('username') !== person.username) {
			throw oauthError(401, 'invalid_grant', 'Invalid user credentials');
		}

		return issue(newFamily(form.get('client_id') ?? ''));
	};

	const newFamily = (client: string) => Number(database.prepare('INSERT INTO families (client) VALUES (?)').run(client).lastInsertRowid);

	/** A token that comes a second time kills its family (E13). */
	const byRefreshToken = (form: URLSearchParams) => {
		const token = form.get('refresh_token') ?? '';
		const row = database.prepare('SELECT family, used, alive FROM refresh_tokens JOIN families ON families.id = family WHERE token = ?').get(token);
		if (row?.used === 1) {
			database.prepare('UPDATE families SET alive = 0 WHERE id = ?').run(row.family!);
		}

		if (row?.used !== 0 || row.alive !== 1) {
			throw oauthError(400, 'invalid_grant', 'Session doesn\'t have required client');
		}

		database.prepare('UPDATE refresh_tokens SET used = 1 WHERE token = ?').run(token);
		return issue(Number(row.family));
	};

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
		discovery,
		grant(form) {
			const type = form.get('grant_type');
			if (type !== 'password' && type !== 'refresh_token') {
				throw oauthError(400, 'unsupported_grant_type', 'Unsupported grant_type');
			}

			if (!clients.has(form.get('client_id') ?? '')) {
				throw oauthError(400, 'invalid_client', 'Invalid client credentials');
			}

			return type === 'password' ? byPassword(form) : byRefreshToken(form);
		},
		endSession(refreshToken) {
			database.prepare('UPDATE families SET alive = 0 WHERE id = (SELECT family FROM refresh_tokens WHERE token = ?)').run(refreshToken);
		},
		revokeAll() {
			database.exec('UPDATE families SET alive = 0');
		},
		isValid(accessToken) {
			const expires = database.prepare('SELECT expires FROM access_tokens WHERE token = ?').get(accessToken)?.expires;
			return typeof expires === 'number' && expires > clock.now();
		},
		userInfo: () => ({
			sub: `f:${randomUUID()}:${person.username}`,
			email_verified: true,
			name: person.name,
			realm: 'jottacloud',
			preferred_username: person.username,
			email: person.email,
			username: person.username,
		}),
	};
}

/** The form of OAuth errors (protocol.md 3.2): the exception's place holds the error's name. */
function oauthError(status: number, error: string, description: string): ServiceError {
	return new ServiceError(status, error, description);
}

function discovery(base: string, realm: string): object {
	const issuer = `${base}/auth/realms/${realm}`;
	const connect = `${issuer}/protocol/openid-connect`;
	return {
		issuer,
		authorization_endpoint: `${connect}/auth`,
		token_endpoint: `${connect}/token`,
		token_introspection_endpoint: `${connect}/token/introspect`,
		introspection_endpoint: `${connect}/token/introspect`,
		userinfo_endpoint: `${connect}/userinfo`,
		end_session_endpoint: `${connect}/logout`,
		jwks_uri: `${connect}/certs`,
		check_session_iframe: `${connect}/login-status-iframe.html`,
		registration_endpoint: `${issuer}/clients-registrations/openid-connect`,
		grant_types_supported: ['authorization_code', 'refresh_token', 'password', 'client_credentials'],
		response_types_supported: ['code'],
		response_modes_supported: ['query'],
		subject_types_supported: ['public'],
		id_token_signing_alg_values_supported: ['RS256'],
		userinfo_signing_alg_values_supported: ['RS256'],
		request_object_signing_alg_values_supported: ['RS256'],
		token_endpoint_auth_methods_supported: ['client_secret_post'],
		token_endpoint_auth_signing_alg_values_supported: ['RS256'],
		claims_supported: ['sub', 'email', 'name'],
		claim_types_supported: ['normal'],
		claims_parameter_supported: false,
		scopes_supported: ['openid', 'offline_access', 'jotta-default'],
		request_parameter_supported: true,
		request_uri_parameter_supported: true,
		code_challenge_methods_supported: ['plain', 'S256'],
		tls_client_certificate_bound_access_tokens: true,
	};
}
