import {baseSegment, type Location} from '../../../files/location.ts';
import {createByHash, timeNotSet} from '../../../jotta/changes.ts';
import {findHolder} from '../../../jotta/find.ts';
import {checkStoredName} from '../../../jotta/names.ts';
import {isSameContent} from '../../same-content.ts';
import {isSameSecond} from '../../../files/times.ts';
import type {Item} from '../../item.ts';
import {noteAnnounced} from './announced-names.ts';
import {sentBefore} from './begun-sending.ts';
import {decideTarget, type TargetDecision, type There} from './decide-target.ts';
import {whileSourceChanges} from './in-rounds.ts';
import {placeItem, type PlaceSteps} from './place-item.ts';
import {dropStaged, recoverReplacement} from './replace-permanently.ts';
import {sendUpload, uploadedEntry, type Upload} from './send-upload.ts';
import {hashSource} from './upload-source.ts';
import type {Outcome, WorkTools} from './work.ts';

/** One file up: hash, look for conflicts, announce, send what is missing, verify. */
export async function uploadItem(item: Item, tools: WorkTools): Promise<Outcome> {
	const target = item.target as Extract<Location, {kind: 'cloud'}>;
	const client = await tools.opener.client(target.account);
	checkStoredName(baseSegment(target.path), client.names);
	return whileSourceChanges(async () => {
		const source = await hashSource(item.source.path, tools);
		return placeItem(stepsOf({
			item, target, client, source, tools,
		}));
	});
}

function stepsOf(upload: Upload): PlaceSteps {
	const {item, source: {facts}, tools} = upload;
	return {
		async decide(round) {
			await recoverReplacement(item, tools); // whatever the last round, or the last engine, has left in the middle
			return decide(upload, round > 1);
		},
		begin: async decision => noteAnnounced(decision, {item, md5: facts.md5, tools}),
		place: async placing => sendUpload(upload, placing),
		keepSame: async there => keepSame(upload, there),
		sentBefore: () => sentBefore(facts.md5, tools),
		entryAt: path => uploadedEntry(path, facts, upload.client.names),
		async clear({kind}) {
			if (kind !== 'replace') {
				await dropStaged(item, tools);
			}
		},
	};
}

/** By the listing, or by the target as it is now: what was listed a while ago is enough to leave it alone, too little to replace it. */
async function decide(upload: Upload, isFresh: boolean): Promise<TargetDecision> {
	const {item, client, source: {facts: source}, tools: {checking, overwrite: policy, signal}} = upload;
	const find = async (path: string) => findHolder(path, {client, signal});
	const about = async (there: There | undefined) => decideTarget({
		item, source, there, policy, find, isSame: found => isSameContent(source, found),
	});
	const listed = item.facts.target && {...item.facts.target, kind: 'file'} as const;
	const first = isFresh ? undefined : await checking(async () => about(listed));
	return first && isEnough(first, upload) ? first : checking(async () => about(await find(item.target.path)));
}

/** A name that is thought to be free is announced as such, so that the service refuses where it is taken; a person must be asked about what is there now. */
function isEnough(decision: TargetDecision, {item, source}: Upload): boolean {
	return decision.kind === 'skip'
		|| decision.kind === 'send'
		|| (decision.kind === 'ask' && item.decision === undefined)
		|| ('there' in decision && isSameSecond(decision.there.modified, source.facts.modified));
}

/** The content is there: only another time is set. @throws Failure `service` when it was not */
async function keepSame({item, client, source: {facts}, target: {path}, tools: {checking, signal}}: Upload, there: There): Promise<void> {
	if (!isSameSecond(there.modified, facts.modified) && !await checking(async () => createByHash(path, facts, {client, signal}))) {
		throw timeNotSet(item.name, 'Its content is there: copy it again to set the time.');
	}
}
