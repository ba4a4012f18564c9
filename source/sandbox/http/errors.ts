/** A refusal, in the form of the group of addresses that gives it: XML, JSON, OAuth, or bare text (protocol.md 14). */
export class ServiceError extends Error {
	override readonly name = 'ServiceError';
	readonly status: number;
	readonly exception: string;
	readonly text: string;

	constructor(status: number, exception: string, text = '') {
		super(`${status} ${exception} ${text}`);
		this.status = status;
		this.exception = exception;
		this.text = text;
	}
}

/** Errors of the service's own package. */
export function jottaError(status: number, exception: string, text = ''): ServiceError {
	return new ServiceError(status, `no.jotta.backup.errors.${exception}`, text);
}

export const noSuchPath = (path: string) => jottaError(404, 'NoSuchPathException', `Directory ${path}`);
export const noSuchFile = (path: string) => jottaError(404, 'NoSuchFileException', `File ${path} does not exist`);
export const nameTaken = (path: string) => jottaError(409, 'UniqueFileException', `${path} exists`);
export const badArgument = (text: string) => jottaError(400, 'InvalidArgumentException', text);

/** The `%` case: no document at all (protocol.md 2.1). */
export const bareBadRequest = () => new ServiceError(400, '', '400 Bad request');

/** How lists of very many rows fail (protocol.md 5.4). */
export function packetTooLarge(): ServiceError {
	return new ServiceError(500, 'org.springframework.dao.TransientDataAccessResourceException', 'PreparedStatementCallback; SQL []; Packet for query is too large (20,718,525 > 16,777,216)');
}
