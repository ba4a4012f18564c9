/** What kind of failure it is: what others branch on. */
export type FailureCode =
	| 'not-found'
	| 'not-signed-in'
	| 'session-revoked'
	| 'name-not-allowed'
	| 'already-exists'
	| 'quota-full'
	| 'account-locked'
	| 'offline'
	| 'rate-limited'
	| 'corrupt'
	| 'cancelled'
	| 'permission'
	| 'disk-full'
	| 'service'
	| 'usage';
