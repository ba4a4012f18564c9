import {badArgument, noSuchFile} from '../http/errors.ts';
import {checkNewName} from '../state/names.ts';
import {noteChange, wholeSecond, type SandboxState} from '../state/state.ts';
import type {Node} from '../state/tree.ts';
import {ok, type JfsAnswer, type JfsCommand} from './command.ts';
import {ensureFolder} from './make.ts';
import {fileXml} from './read.ts';

/*
Made, restored and dated by hash (protocol.md 6.10, E29).
*/

/** The three rules of protocol.md 6.10. */
export function answerCreateByHash({state, address: {segments}, headers}: JfsCommand): JfsAnswer {
	const {tree, revisions, clock} = state;
	const [size, md5] = [Number(headers.jsize), String(headers.jmd5 ?? '').toLowerCase()];
	if (headers.jsize === undefined || md5 === '' || !Number.isFinite(size)) {
		throw badArgument('JSize and JMd5 are required');
	}

	const now = wholeSecond(clock.now());
	const times = {created: readHeaderTime(headers.jcreated, now), modified: readHeaderTime(headers.jmodified, now)};
	const node = tree.find(segments);
	const current = node && revisions.current(node.id);
	if (node?.kind === 'file' && current?.md5.toLowerCase() === md5 && current.size === size) {
		revisions.setTimes(current.id, times);
		tree.setDeleted(node.id, undefined);
		ensureFolder(state, segments.slice(0, -1));
		noteChange(state, node.deleted === undefined ? 'NEW_UPLOAD' : 'RESTORE', node);
		return ok(fileXml(state, tree.byId(node.id)!));
	}

	if (!revisions.isKnown(md5, size) || (node && node.kind !== 'file')) {
		throw noSuchFile(segments.join('/'));
	}

	return ok(fileXml(state, addKnownContent(state, segments, {size, md5, ...times})));
}

/** A new current revision from content that is stored already; the file is live afterwards. */
export function addKnownContent(state: SandboxState, segments: readonly string[], facts: {readonly size: number; readonly md5: string; readonly created: number; readonly modified: number}): Node {
	const {tree, revisions, clock} = state;
	const parent = ensureFolder(state, segments.slice(0, -1));
	const name = segments.at(-1)!;
	const there = tree.child(parent.id, name);
	if (!there) {
		checkNewName(name, state.switches);
	}

	const node = there ?? tree.add(parent.id, name, 'file');
	revisions.add(node.id, name, {...facts, state: 'COMPLETED', updated: wholeSecond(clock.now())});
	tree.setDeleted(node.id, undefined);
	noteChange(state, 'NEW_UPLOAD', node);
	return tree.byId(node.id)!;
}

/** The form of JFS or RFC 3339; anything else is now (E29). */
export function readHeaderTime(value: unknown, now: number): number {
	if (typeof value === 'number') {
		return wholeSecond(value);
	}

	const text = typeof value === 'string' ? value.replace('-T', 'T').replace(/(?<=[+\-]\d{2})(?=\d{2}$)/v, ':') : '';
	const time = Date.parse(text);
	return Number.isNaN(time) ? now : wholeSecond(time);
}
