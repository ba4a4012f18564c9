import {rename} from 'node:fs/promises';
import type {Entry} from '../../files/entry.ts';
import type {FileSystem} from '../../files/file-system.ts';
import {findLiveAt} from '../../files/find.ts';
import {diskPath} from '../../files/local-name.ts';
import {isSameContent} from '../conflicts.ts';
import type {Item, Step} from '../item.ts';
import type {WorkTools} from './work.ts';

/*
Copies and moves inside one file system are done by others than us, at once, and an engine can be killed before it has
written down that they are. So each writes down first what it is about to do, and the next engine looks how far that went.
*/

type StepTools = {readonly files: FileSystem; readonly isMove: boolean; readonly tools: Pick<WorkTools, 'onStep' | 'signal'>};

/** What is about to be done, as it is about to be done. */
export async function takeStep({source, facts}: Item, {to, beside, old}: Omit<Step, 'source'>, {files, tools: {onStep, signal}}: StepTools): Promise<void> {
	const {size, modified, md5} = files.kind === 'local' ? await files.stat(source.path, {signal}) : facts.source;
	onStep({
		to, ...(beside !== undefined && {beside}), ...(old !== undefined && {old}),
		source: {...(size !== undefined && {size}), ...(modified !== undefined && {modified}), ...(md5 !== undefined && {md5})},
	});
}

/** What an engine that was killed had begun, done to its end; gives what is there then, or nothing where it is all to be done. */
export async function endStep(item: Item, {files, isMove, tools}: StepTools): Promise<Entry | undefined> {
	const {step, kind, source} = item;
	const {signal} = tools;
	if (!step || (isMove && await findLiveAt(files, source.path, {signal}))) {
		return undefined;
	}

	const isIt = (there: Entry | undefined) => there?.kind === kind && (kind === 'folder' || isSameFile(step.source, there));
	const {beside, to} = step;
	if (beside !== undefined && isIt(await findLiveAt(files, beside, {signal}))) {
		await putInPlace({...step, beside}, files, signal);
	} else if (!isMove) {
		return undefined;
	}

	const there = await findLiveAt(files, to, {signal});
	if (!isIt(there)) {
		return undefined;
	}

	await removeOld(step, files, signal);
	return there;
}

function isSameFile(source: Step['source'], there: Entry): boolean {
	return source.md5 === undefined ? source.size === there.size && source.modified === there.modified : isSameContent(source, there);
}

/** The new file is whole beside the old one before that goes: in the cloud to the trash, on the disk by the rename. */
export async function putInPlace({to, beside, old}: Omit<Step, 'source'> & {readonly beside: string}, files: FileSystem, signal: AbortSignal): Promise<void> {
	if (files.kind === 'local') {
		await rename(diskPath(beside), diskPath(to));
		return;
	}

	// Moving onto a tombstone may fail (protocol.md 6.8), so the old one makes way under another name first.
	if (old !== undefined && await findLiveAt(files, to, {signal})) {
		await files.rename(to, old, {signal});
	}

	await files.rename(beside, to, {signal});
	await removeOld({...(old !== undefined && {old})}, files, signal);
}

async function removeOld({old}: Pick<Step, 'old'>, files: FileSystem, signal: AbortSignal): Promise<void> {
	if (old !== undefined && await findLiveAt(files, old, {signal})) {
		await files.remove(old, {kind: 'file', signal});
	}
}
