import {
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import {join} from 'node:path';
import {confirmDialog} from '../confirm.ts';
import {cleanText} from '../../../clean-text.ts';
import {Failure, reworded} from '../../../failure.ts';
import {makeTemporary} from '../../../files/leftovers.ts';
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
import {typedSegment} from './typed-segment.ts';

/** Opens the names of the marked entries in the editor, one a line. The renames are shown and confirmed first. */
export function startBulkRename(app: App): void {
	const pane = activePane(app).get();
	const {location, entries, marks, elsewhere} = pane;
	if (elsewhere.length > 0) {
		app.stores.messages.say('Marks are in other folders, too: names are given in one folder at a time. Esc clears the marks.');
		return;
	}

	const all = entries.filter(({segment}) => marks.has(segment));
	const odd = all.filter(({name}) => /[\n\r\u{DC80}-\u{DCFF}]/v.test(name)); // cannot be a line of a text file
	const marked = all.filter(entry => !odd.includes(entry));
	const leftOut = odd.length === 0 ? [] : [`Left out, rename ${odd.length === 1 ? 'it' : 'each'} by itself: ${odd.map(({name}) => cleanText(name)).join(', ')}`];
	if (marked.length === 0) {
		app.stores.messages.say(leftOut.join(''));
		return;
	}

	app.ask(async signal => {
		const isMarked = new Set(marked);
		const names = marked.map(({name}) => name);
		const lines = await editLines(app, names, signal);
		if (lines.join('\n') === names.join('\n')) {
			app.stores.messages.say(['No name was changed.', ...leftOut].join(' '));
			return undefined;
		}

		const steps = planRenames({
			olds: marked.map(({segment}) => segment),
			news: lines.map(name => renamedSegment(name, location, app.service.names)),
			others: entries.filter(entry => !isMarked.has(entry)).map(({segment}) => segment),
			fold: location.kind === 'cloud' ? foldName : segment => segment,
		});
		return planDialog(app, location, {steps, leftOut, lines: names.flatMap((name, index) => name === lines[index] ? [] : [`${cleanText(name)} ${app.terminal.glyphs.arrow} ${cleanText(lines[index]!)}`])});
	});
}

function renamedSegment(name: string, location: Location, names: NameCodec): string {
	if (location.kind === 'local' && name.includes('/')) {
		throw new Failure('name-not-allowed', `A name on this disk cannot hold a slash: ${name}`, {nextStep: 'Nothing was renamed. F6 moves to another folder.'});
	}

	return name.trim() === '' ? '' : typedSegment(name, location, names);
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

function planDialog(app: App, location: Location, {steps, lines, leftOut}: {readonly steps: readonly RenameStep[]; readonly lines: readonly string[]; readonly leftOut: readonly string[]}): Dialog {
	const maxLines = 12;
	return confirmDialog({
		title: `Rename ${counted(lines.length, 'item')}?`,
		lines: [...lines.slice(0, maxLines), ...(lines.length > maxLines ? [`and ${lines.length - maxLines} more`] : []), ...leftOut],
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
