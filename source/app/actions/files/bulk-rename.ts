import {
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import {join} from 'node:path';
import {confirmDialog} from '../confirm.ts';
import {cleanText} from '../../../clean-text.ts';
import {reworded} from '../../../failure.ts';
import {foldIn} from '../../../files/letter-case.ts';
import {makeTemporary} from '../../../files/leftovers.ts';
import {nameForLine, nameOfQuoted} from '../../../quoted-name.ts';
import {planRenames, type RenameStep} from '../../../files/rename-plan.ts';
import {joinPath, type Location} from '../../../files/location.ts';
import {counted} from '../../../format.ts';
import {foldName} from '../../../jotta/names.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import type {Dialog} from '../../stores/dialog.ts';
import type {Renamed} from '../../stores/journal.ts';
import {withoutMarks} from '../../stores/pane/marks.ts';
import type {NameCodec} from '../../../jotta/name-codec.ts';
import {fieldName, lineSegment} from './typed-segment.ts';

/** Opens the names of the marked entries in the editor, one a line. The renames are shown and confirmed first. */
export function startBulkRename(app: App): void {
	const pane = activePane(app).get();
	const {location, entries, marks, elsewhere} = pane;
	if (elsewhere.length > 0) {
		app.stores.messages.say('Marks are in other folders, too: names are given in one folder at a time. Esc clears the marks.');
		return;
	}

	const marked = entries.filter(({segment}) => marks.has(segment));
	app.ask(async signal => {
		const names = marked.map(entry => fieldName(entry, {location, names: app.service.names, quote: nameForLine}));
		const lines = await editLines(app, names, signal);
		if (lines.join('\n') === names.join('\n')) {
			app.stores.messages.say('No name was changed.');
			return undefined;
		}

		const isMarked = new Set(marked);
		const steps = planRenames({
			olds: marked.map(({segment}) => segment),
			news: lines.map((line, index) => line === names[index]
				? marked[index]!.segment
				: renamedSegment(line, nameOfQuoted(names[index] ?? '') !== undefined, {location, names: app.service.names})),
			others: entries.filter(entry => !isMarked.has(entry)).map(({segment}) => segment),
			fold: location.kind === 'cloud' ? foldName : await foldIn(location.path),
		});
		return planDialog(app, location, {steps, lines: names.flatMap((name, index) => name === lines[index] ? [] : [`${cleanText(name)} ${app.terminal.glyphs.arrow} ${cleanText(lines[index]!)}`])});
	});
}

function renamedSegment(line: string, isQuoted: boolean, at: {readonly location: Location; readonly names: NameCodec}): string {
	try {
		return line.trim() === '' ? '' : lineSegment(line, isQuoted, at);
	} catch (error) {
		throw reworded(error, sentence => `${sentence} Nothing was renamed.`);
	}
}

async function editLines({service: {temporary}, terminal: {editFile}, typeAhead}: App, names: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
	const folder = await makeTemporary(join(temporary, 'jottafm-rename-'));
	try {
		const file = join(folder, 'names.txt');
		await writeFile(file, `${names.join('\n')}\n`, {mode: 0o600});
		signal.throwIfAborted();
		await editFile(file);
		typeAhead.forget(); // keys typed before the editor opened were meant for it
		const text = await readFile(file, 'utf8');
		return text.replace(/\r?\n$/v, '').split(/\r?\n/v);
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}

function planDialog(app: App, location: Location, {steps, lines}: {readonly steps: readonly RenameStep[]; readonly lines: readonly string[]}): Dialog {
	const maxLines = 12;
	return confirmDialog({
		title: `Rename ${counted(lines.length, 'item')}?`,
		lines: [...lines.slice(0, maxLines), ...(lines.length > maxLines ? [`and ${lines.length - maxLines} more`] : [])],
		no: 'No, leave the names',
		yes: 'Yes, rename',
	}, () => {
		app.attempt(async () => applySteps(app, location, steps));
	});
}

/** Renames one after another. A failure says how many were renamed; undo takes these back. */
async function applySteps(app: App, location: Location, steps: readonly RenameStep[]): Promise<void> {
	const pane = activePane(app);
	const files = await app.service.openFileSystem(location);
	const done: Renamed[] = [];
	const entries = new Map(pane.get().entries.map(entry => [entry.segment, entry] as const));
	try {
		for (const {from, to} of steps) {
			const entry = entries.get(from)!;
			entries.set(to, entry); // an entry with a temporary name is renamed twice
			const pair = {from: {...location, path: joinPath(location.path, from)}, to: {...location, path: joinPath(location.path, to)}, entry};
			await files.rename(pair.from.path, pair.to.path);
			done.push(pair);
		}

		app.stores.messages.say('Renamed; u undoes it.');
	} catch (error) {
		throw reworded(error, message => `${message} ${done.length === 0 ? 'Nothing was renamed.' : `Renamed until then: ${done.length} of ${steps.length}; u takes them back.`}`);
	} finally {
		if (done.length > 0) {
			app.stores.journal.add({kind: 'rename', pairs: done});
		}

		pane.change(withoutMarks);
		await pane.reload();
	}
}
