import {Failure} from '../../failure.ts';
import {findLiveAt} from '../../files/find.ts';
import {joinPath, parentPath} from '../../files/location.ts';
import type {Item} from '../item.ts';
import {localMd5} from './local-md5.ts';
import {isCopy, sameSystemItem} from './same-system-item.ts';
import type {Outcome, WorkTools} from './work.ts';

/** A move from one disk to another: the original goes when this is done, so both are read. @throws Failure `corrupt` when they differ */
export async function copyVerified(item: Item, tools: WorkTools): Promise<Outcome> {
	const {source, target, name} = item;
	const files = await tools.opener.fileSystem(target);
	const there = await tools.checking(async () => findLiveAt(files, target.path, {signal: tools.signal}));
	if (there?.kind === 'file' && await isCopy(item, there, {path: target.path, tools})) {
		return {kind: 'same'}; // by an engine that died before it had removed the original
	}

	const outcome = await sameSystemItem(item, tools, false);
	if (outcome.kind === 'done') {
		tools.onPhase('verifying');
		const copied = joinPath(parentPath(target.path), outcome.entry.segment);
		if (await localMd5(source.path, tools) !== await localMd5(copied, tools)) {
			throw new Failure('corrupt', `${name} changed while it was copied.`, {nextStep: 'Press r to move it again.'});
		}
	}

	return outcome;
}
