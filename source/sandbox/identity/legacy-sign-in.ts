import {randomBytes} from 'node:crypto';
import type {IncomingHttpHeaders, ServerResponse} from 'node:http';
import {sendJson} from '../http/answers.ts';
import {ServiceError} from '../http/errors.ts';
import type {SandboxState} from '../state/state.ts';

/*
Sign-in by user name, password and one-time code, the legacy sign-in (protocol.md 3.5, E18).
*/

type LegacyRequest = {
	readonly state: SandboxState;
	readonly headers: IncomingHttpHeaders;
	readonly parameters: URLSearchParams; // of the query and of the form
	readonly response: ServerResponse;
};

const registrationBearer = 'Bearer c2xrZmpoYWRsZmFramhkc2xma2phaHNkbGZramhhc2xkZmtqaGFzZGxrZmpobGtq'; // the same for everybody

/** A client of its own for each machine. */
export function answerRegistration({state, headers, parameters, response}: LegacyRequest): void {
	if (headers.authorization !== registrationBearer) {
		throw new ServiceError(401, 'unauthorized', 'Registration needs its header');
	}

	if ((parameters.get('device_id') ?? '') === '') {
		throw new ServiceError(400, 'invalid_request', 'device_id is missing');
	}

	const [id, secret] = [randomBytes(12).toString('hex'), randomBytes(24).toString('hex')];
	state.database.prepare('INSERT INTO legacy_clients VALUES (?, ?)').run(id, secret);
	sendJson(response, 200, {client_id: id, client_secret: secret});
}

export function answerLegacyToken(request: LegacyRequest): void {
	const {state, parameters, response} = request;
	switch (parameters.get('grant_type')) {
		case 'PASSWORD': {
			const client = checkClient(request);
			checkPassword(request);
			sendLegacy(response, state.identity.startSession(client));
			break;
		}

		case 'REFRESH_TOKEN': {
			// rclone sends its own scrambled form of the secret here, and that works: only the name counts.
			sendLegacy(response, state.identity.refresh(parameters.get('refresh_token') ?? '', parameters.get('client_id') ?? ''));
			break;
		}

		default: {
			throw new ServiceError(400, 'unsupported_grant_type', `Unsupported grant type: ${parameters.get('grant_type') ?? ''}`);
		}
	}
}

function checkClient({state, parameters}: LegacyRequest): string {
	const client = parameters.get('client_id') ?? '';
	const secret = state.database.prepare('SELECT secret FROM legacy_clients WHERE id = ?').get(client)?.secret;
	if (secret === undefined || secret !== parameters.get('client_secret')) {
		throw new ServiceError(401, 'invalid_client', 'Bad client credentials');
	}

	return client;
}

function checkPassword({state: {person, switches}, parameters, headers, response}: LegacyRequest): void {
	if (parameters.get('username')?.toLowerCase() !== person.email || parameters.get('password') !== person.password) {
		throw new ServiceError(401, 'invalid_grant', 'Bad credentials');
	}

	if (!switches.hasTwoFactors || headers['x-jottacloud-otp'] === person.otp) {
		return;
	}

	if (switches.otpError === 'named') {
		throw new ServiceError(400, 'invalid_client_or_otp_missing_or_wrong', 'invalid_client_or_otp_missing_or_wrong');
	}

	response.setHeader('X-JottaCloud-OTP', 'required; SMS');
	throw new ServiceError(401, 'invalid_grant', 'One-time code required');
}

function sendLegacy(response: ServerResponse, {access_token, refresh_token, token_type, expires_in, session_state}: Readonly<Record<string, string | number>>): void {
	sendJson(response, 200, {
		access_token, refresh_token, token_type, expires_in, session_id: session_state,
	});
}
