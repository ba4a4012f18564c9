import {longSize} from '../../../format.ts';
import {readAccount} from '../../../jotta/account.ts';
import type {TransferStore} from '../../store/store.ts';
import type {Job} from '../../job.ts';
import type {Opener} from '../../open-location.ts';

const checkedFrom = 16_777_216; // bytes: below, a full account says so soon enough

/**
Warns that a copy does not fit the account when it is counted, not after hours of sending. It is only a warning: content
that the service has costs nothing, and somebody may free space in the meantime.
@see protocol.md 15
*/
export async function checkQuota({id, target}: Job, {store: {items, facts}, opener, signal}: {readonly store: Pick<TransferStore, 'items' | 'facts'>; readonly opener: Opener; readonly signal: AbortSignal}): Promise<void> {
	const toSend = items.bytesToSend(id);
	if (target.kind !== 'cloud' || toSend < checkedFrom) {
		return;
	}

	const {capacity = Infinity, used} = await readAccount({client: await opener.client(target.account), signal});
	const free = Math.max(0, capacity - used);
	if (toSend <= free) {
		return;
	}

	facts.write('short', {
		job: id,
		code: 'quota-full',
		sentence: `The copy needs ${longSize(toSend)}; the account has ${longSize(free)} left.`,
		nextStep: 'Make room (the trash counts, too); what does not fit fails when its turn comes.',
	});
}
