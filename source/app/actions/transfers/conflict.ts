import {startAndPoll} from '../enqueue.ts';
import type {Entry} from '../../../files/entry.ts';
import {longDate, longSize} from '../../../format.ts';
import {isNothing} from '../../../transfers/same-content.ts';
import type {Decision} from '../../../transfers/item.ts';
import type {ConflictFacts, Direction, QueueRow} from '../../../transfers/snapshot.ts';
import type {App} from '../../app.ts';
import {padEnd} from '../../text/cut-text.ts';
import {conflictWord} from '../../layout/queue-text.ts';
import type {Choice} from '../../stores/dialog.ts';
import {showDifferences} from '../compare/differences.ts';
import {adviceText} from '../../keymap/advice-text.ts';

/** Asks about an item whose name is taken, or whose target no longer exists. */
export function askAboutConflict(app: App, row: QueueRow, conflict: ConflictFacts): void {
	const {name, direction} = row;
	const others = app.service.queue.countAlike(row.id);
	const kind = conflictWord(conflict);
	const isGone = isNothing(conflict.target);
	app.stores.window.open({
		kind: 'question',
		title: `${isGone ? 'No longer there' : 'Already exists'}: ${name}`,
		lines: isGone ? goneLines(conflict, direction) : linesOf(conflict, direction),
		choices: [{key: 'z', label: 'Decide later'}, ...(isGone ? goneChoices(app, row) : choicesOf(app, row, conflict))],
		cursor: 0,
		...(others > 0 && {toggle: {key: 'a', label: `same answer for the other ${others} ${kind === 'content differs' ? 'that differ' : `of this kind (${kind})`}`, isOn: false}}),
	});
}

const answerTo = (app: App, {id}: QueueRow) => (key: string, label: string, decision: Decision): Choice => ({
	key,
	label,
	run(isForAll) {
		app.service.queue.answer(id, decision, {forAll: isForAll});
		startAndPoll(app);
	},
});

function choicesOf(app: App, row: QueueRow, conflict: ConflictFacts): readonly Choice[] {
	const answer = answerTo(app, row);
	return [
		answer('s', 'Skip: what is there stays as it is', 'skip'),
		answer('k', 'Keep both', 'keep-both'),
		answer('w', 'Overwrite if the new one is newer', 'newer'),
		answer('o', 'Overwrite', 'overwrite'),
		{
			key: 'v',
			label: 'View the differences',
			run() {
				showDifferences(app, row, () => {
					askAboutConflict(app, row, conflict);
				});
			},
		},
	];
}

function goneChoices(app: App, row: QueueRow): readonly Choice[] {
	const answer = answerTo(app, row);
	return [answer('s', 'Skip: nothing is put there', 'skip'), answer('o', 'Put it there all the same', 'overwrite')];
}

const sides: Readonly<Record<Direction, readonly [string, string]>> = {
	up: ['this disk', 'the cloud'], down: ['the cloud', 'this disk'], cloud: ['new', 'there'], local: ['new', 'there'],
};

function linesOf(conflict: ConflictFacts, direction: Direction): readonly string[] {
	const {source, target} = conflict;
	const [from, to] = sides[direction];
	const isNewer = (source.modified ?? -Infinity) > (target.modified ?? -Infinity);
	return [
		`${from.padEnd(11)}${factsOf(source)}${isNewer ? '  newer' : ''}`,
		`${to.padEnd(11)}${factsOf(target)}${isNewer ? '' : '  newer'}${(target.revision ?? 1) > 1 ? `  version ${target.revision}` : ''}`,
		`${conflictWord(conflict)}${direction === 'up' || direction === 'cloud' ? '; the server keeps the old one as a version' : ''}; the queue goes on while you decide`,
	];
}

function goneLines({source}: ConflictFacts, direction: Direction): readonly string[] {
	return [`${sides[direction][0].padEnd(11)}${factsOf(source)}`, 'What it was to replace was moved or taken away.', 'The queue goes on while you decide.'];
}

function factsOf({size, modified, md5}: Pick<Entry, 'size' | 'modified' | 'md5'>): string {
	return [
		padEnd(size === undefined ? '' : longSize(size), 10),
		padEnd(modified === undefined ? '' : longDate(modified), 17),
		md5 === undefined ? '' : `md5 ${md5.slice(0, 4)}…${md5.slice(-2)}`,
	].join(' ');
}

/** Shows the facts of an item: why it failed, and what can be done. */
export function showItem({stores: {window}, terminal: {glyphs, keymap}, service: {printLocation}}: App, {
	name, source, target, phase, size, sent, failure,
}: QueueRow): void {
	window.open({
		kind: 'info',
		title: name,
		lines: [
			`from    ${printLocation(source)}`,
			`to      ${printLocation(target)}`,
			`state   ${phase}`,
			`size    ${longSize(size)}`,
			...(phase === 'done' ? [`sent    ${sent === 0 ? '0 bytes: the content was there already' : longSize(sent)}`] : []),
			...(failure ? ['', `${glyphs.problem} ${failure.sentence}`, adviceText(failure.nextStep, keymap)] : []),
		],
	});
}
