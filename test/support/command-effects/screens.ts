import {existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import path from 'node:path';
import {keys} from '../program/app.ts';
import type {Scene} from '../program/scene.ts';
import {
	listEffects,
	opens,
	step,
	type Effect,
	type Effects,
} from './effect.ts';

/*
What the commands of the other screens do. A list starts at its first row, the viewer at the first line of beta.txt, the
paused queue at the first of three failed items; three more are queued, two are done.
*/

const topLine = (scene: Scene) => scene.terminal.screen()[1]!.trimEnd();

export const viewerEffects: Effects = {
	'view-up': {first: step, shows: scene => topLine(scene) === 'line 1'},
	'view-down': {shows: scene => topLine(scene) === 'line 2'},
	'view-page-up': {first: keys.End, shows: scene => topLine(scene) !== '' && !scene.text().includes('line 300')},
	'view-page-down': {shows: scene => !scene.text().includes('line 2 ')},
	'view-first': {first: keys.End, shows: scene => topLine(scene) === 'line 1'},
	'view-last': {shows: scene => scene.text().includes('line 300')},
	'view-search': opens('Look for:'),
	'view-next': {
		async first(scene) {
			scene.type(`/\u{15}line 20${keys.Enter}`);
			await scene.until(() => topLine(scene) === 'line 20');
		},
		shows: scene => topLine(scene) === 'line 200',
	},
	'view-previous': {
		async first(scene) {
			scene.type(`/\u{15}line 20${keys.Enter}`);
			await scene.until(() => topLine(scene) === 'line 20');
			scene.type('n');
			await scene.until(() => topLine(scene) === 'line 200');
		},
		shows: scene => topLine(scene) === 'line 20',
	},
	'view-hex': {shows: scene => scene.text().includes('00000000  6c 69 6e 65'), after: 'x'},
	'view-picture': {shows: scene => scene.text().includes('This is no picture.')},
	'view-again': {shows: scene => scene.text().includes('Nothing was written to it since.')},
	'view-close': {shows: scene => scene.text().includes('Archive › work'), after: keys.F3},
};

const toQueued = '\u{1B}[Z'.repeat(2); // Shift-Tab
const firstRow = (scene: Scene) => scene.terminal.screen()[3] ?? '';

export const queueEffects: Effects = {
	'queue-up': {first: step, shows: scene => scene.cursorRow() === 3},
	'queue-down': {shows: scene => scene.cursorRow() === 4},
	'queue-first': {first: step + step, shows: scene => scene.cursorRow() === 3},
	'queue-last': {shows: scene => scene.cursorRow() === 5},
	'queue-page-up': {first: keys.End + step + step, shows: scene => scene.cursorRow() === 3},
	'queue-page-down': {shows: scene => scene.cursorRow() === 5},
	'next-tab': {shows: scene => scene.text().includes('[Done 2]')},
	'previous-tab': {shows: scene => scene.text().includes('[Waiting 0]')},
	decide: opens('┌─ failed 3'),
	retry: {shows: scene => scene.text().includes('[Failed 2]') && scene.text().includes('Queued 4')},
	'retry-all': {shows: scene => scene.text().includes('[Failed 0]') && scene.text().includes('Queued 6')},
	earlier: {first: toQueued + step, shows: scene => firstRow(scene).includes('queued 2')},
	later: {first: toQueued, shows: scene => firstRow(scene).includes('queued 2')},
	'pause-item': {first: toQueued, shows: scene => firstRow(scene).includes(' paused ')},
	'remove-item': {shows: scene => scene.text().includes('[Failed 2]') && scene.text().includes('Queued 3')},
	limit: opens('Limit ('),
	'cancel-item': {first: toQueued, shows: scene => scene.text().includes('[Queued 2]')},
	'cancel-all': opens('┌─ Cancel all transfers?'),
	'when-finished': opens('┌─ When all transfers are over'),
	'clear-finished': {first: keys.Tab, shows: scene => scene.text().includes('[Done 0]')},
	'close-queue': {shows: scene => scene.text().includes('Archive › work')},
};

const showsInPane: Effect = {shows: scene => scene.text().includes('~/left ─')};

/** The row of a place says that it is the home; "Making Archive the home place…" does not. */
const isHome = (scene: Scene, name: string) => scene.text().split('\n').some(row => row.includes(` ${name} `) && row.trimEnd().endsWith(' home'));

async function toArchive(scene: Scene): Promise<void> {
	scene.type(keys.Home + step);
	await scene.until(() => scene.cursor().includes('Archive'));
	scene.type('=');
	await scene.until(() => isHome(scene, 'Archive'));
}

export const placesEffects: Effects = {
	'open-place': {first: step, shows: scene => scene.text().includes('Jotta › Archive ─'), after: '['},
	'make-home': {first: keys.End, shows: scene => isHome(scene, 'Papers'), after: toArchive},
	'new-place': opens('New device'),
	'trash-place': opens('┌─ Move the mountpoint', keys.End),
	...listEffects('places', {title: ' PLACES of', reads: /\/jfs\/[^\/]+\/NAS\/?(?:\?|$)/v}),
};

export const trashEffects: Effects = {
	restore: {first: keys.End, shows: scene => 100 - Number(/TRASH +(?<count>\d+) item/v.exec(scene.text())?.groups?.count ?? 100)},
	'copy-trashed': opens('┌─ Copy '),
	destroy: opens('┌─ Delete for good?'),
	'empty-trash': opens('gone for good. Type empty:'),
	'enter-trashed': {
		async first(scene) {
			for (let row = 0; row < 40 && !scene.cursor().includes('folder/'); row += 1) {
				const before = scene.cursorRow();
				scene.type(step);
				await scene.until(() => scene.cursorRow() > before);
			}
		},
		shows: scene => scene.text().includes(' TRASH › folder'),
	},
	'show-trashed': opens('┌─ '),
	'trash-below': {
		async first(scene) {
			scene.type(keys.Esc);
			await scene.until(() => !scene.text().includes(' TRASH '));
			scene.type('gT');
			await scene.until(() => scene.text().includes(' TRASH of work  '));
		},
		shows: scene => scene.text().includes('TRASH of work and all below'),
	},
	'trash-mark': {shows: scene => scene.text().includes('1 marked'), after: '\u{1}\u{1}'},
	'trash-mark-all': {shows: scene => scene.text().includes(' marked'), after: '\u{1}'},
	...listEffects('trash', {title: ' TRASH ', reads: /\/Trash/v}),
};

const fetched = (scene: Scene) => path.join(scene.home, 'left', 'beta (version 3).txt');

export const versionsEffects: Effects = {
	'make-current': opens('┌─ Make version 2 ', step),
	'fetch-version': {
		async first(scene) {
			scene.type(keys.Home); // clears the last message
			await rm(fetched(scene), {force: true});
		},
		shows: scene => existsSync(fetched(scene)) && scene.text().includes('Version 3 is '),
	},
	'clear-failed': {shows: scene => scene.text().includes('Jottacloud deletes no single version')},
	...listEffects('versions', {title: ' VERSIONS of', reads: /work\/beta\.txt/v}),
};

export const linksEffects: Effects = {
	'copy-link-again': {shows: scene => scene.copied().length},
	'turn-link-off': opens('┌─ Turn the link off?'),
	'show-shared': showsInPane,
	...listEffects('links', {title: ' SHARED BY A LINK', reads: /\/Links/v}),
};

export const latestEffects: Effects = {
	'show-latest': showsInPane,
	'copy-latest': opens('┌─ Copy '),
	...listEffects('latest', {title: ' LATEST ', reads: /\/Latest/v}),
};
