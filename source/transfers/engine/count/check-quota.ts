import type {DatabaseSync} from 'node:sqlite';
import type {FailureFacts} from '../../../failure.ts';
import {longSize} from '../../../format.ts';
import {readAccount} from '../../../jotta/account.ts';
import {writeFact} from '../../store/database.ts';
import type {Job} from '../../job.ts';
import type {Opener} from '../../open-location.ts';

const looksForRoomFrom = 16_777_216; // bytes: below, a full account says so soon enough

/**
Says that a copy does not fit the account when it is counted, not after hours of sending. No more than said: what the
service has already costs nothing, and somebody may make room meanwhile.
@see protocol.md 15
*/
export async function checkQuota({id, target}: Job, {database, opener, signal}: {readonly database: DatabaseSync; readonly opener: Opener; readonly signal: AbortSignal}): Promise<void> {
	const toSend = Number(database.prepare(`
		SELECT coalesce(sum(size), 0) AS bytes FROM items WHERE job = ? AND direction = 'up' AND kind = 'file'
		AND phase NOT IN ('done', 'skipped', 'failed', 'cancelled') AND json_extract(facts, '$.target.size') IS NOT size
	`).get(id)?.bytes);
	if (target.kind !== 'cloud' || toSend < looksForRoomFrom) {
		return;
	}

	const {capacity = Infinity, used} = await readAccount({client: await opener.client(target.account), signal});
	const free = Math.max(0, capacity - used);
	if (toSend <= free) {
		return;
	}

	const facts: FailureFacts = {
		code: 'quota-full',
		sentence: `The copy needs ${longSize(toSend)}; the account has ${longSize(free)} left.`,
		nextStep: 'Make room (the trash counts, too); what does not fit fails when its turn comes.',
	};
	writeFact(database, 'short', JSON.stringify({job: id, ...facts}));
}
