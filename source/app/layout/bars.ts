import {cleanText} from '../../clean-text.ts';
import {longSize} from '../../format.ts';
import type {ShownCommand} from '../keymap/command.ts';
import type {SignedInState} from '../stores/signed-in.ts';
import type {Screen} from '../stores/window.ts';
import {cutEnd, padEnd} from '../text/cut-text.ts';
import {bar, type Glyphs} from './glyphs.ts';
import {twoSided} from './queue-text.ts';

const gap = ' '.repeat(3);

/** The top line: who is signed in, whether the service answers, how full the account is. */
export function identityText({account, accountName, isOffline, stalledSeconds}: SignedInState, cells: number, glyphs: Glyphs, {isCompared = false} = {}): string {
	const trouble = isOffline ? `${glyphs.offline} offline` : stalledText(stalledSeconds, glyphs);
	if (!account) {
		return padEnd(cutEnd(` JOTTA${trouble === undefined ? '' : `  ${trouble}`}`, cells), cells);
	}

	const who = cleanText(account.email ?? account.name ?? account.username);
	const [lock] = account.locks;
	const state = trouble ?? (lock === undefined ? `${glyphs.online} online` : `${glyphs.problem} ${lockWords[lock]}`);
	const name = accountName === undefined || accountName === 'jotta' ? '' : `${cleanText(accountName)}: `;
	const toggles = cells < 120 || !isCompared ? [] : ['compared'];
	return twoSided([` JOTTA ${name}${who}  ${state}`, ...toggles].join(gap), quotaText(account, stalledSeconds === undefined ? cells : cells - 24, glyphs), cells); // the sentence about silence is long
}

/** For how long the service has not answered; undefined while it does. */
export function stalledText(seconds: number | undefined, glyphs: Glyphs): string | undefined {
	return seconds === undefined ? undefined : `${glyphs.silent} no answer for ${seconds} s`;
}

/** Shown for as long as the account is locked; the account screen (g a) says what still works. */
const lockWords = {
	locked: 'LOCKED', 'read-locked': 'READING LOCKED', 'write-locked': 'WRITING LOCKED', 'quota-write-locked': 'FULL',
} as const;

function quotaText({used, capacity}: NonNullable<SignedInState['account']>, cells: number, glyphs: Glyphs): string {
	if (capacity === undefined) {
		return `${longSize(used)} used, unlimited `;
	}

	const share = used / capacity;
	const percent = `${Math.floor(share * 100)}%${share >= 0.9 ? glyphs.problem : ''}`;
	if (cells < 60) {
		return `${percent} `;
	}

	const sizes = `${longSize(used)} of ${longSize(capacity)}`;
	if (cells < 80) {
		return `${sizes}  ${percent} `;
	}

	return cells >= 120
		? `${sizes}  ${bar(share, 20, glyphs)}  ${percent}   ${longSize(Math.max(0, capacity - used))} free `
		: `${sizes}  ${bar(share, 12, glyphs)}  ${percent.padStart(4)} `;
}

/** A key of the key bar, and the cell it starts at. */
export type BarKey = {readonly key: string; readonly text: string; readonly start: number};

/** A narrow window drops keys in this order, and never cuts a label. */
const dispensable = ['F3', 'F4', 'F9', 'F7', 'F2', 'F6', 'F8', 'F5', 'F10'];

/** `1Help   2Menu   …   10Quit`, from the table of commands. A key without a command stays empty. */
export function keyBarText(commands: readonly ShownCommand[], screen: Screen, cells: number): string {
	const text = keyBar(commands, screen, cells).reduce((line, {start, text: label}) => padEnd(line, start) + label, '');
	return padEnd(cutEnd(text, cells), cells);
}

/** The keys of the key bar with their places, for clicks. */
export function keyBar(commands: readonly ShownCommand[], screen: Screen, cells: number): readonly BarKey[] {
	const width = Math.floor(cells / 10);
	const here = commands.filter(({where}) => where === 'anywhere' || where === screen);
	const keys = Array.from({length: 10}, (_, index) => {
		const key = `F${index + 1}`;
		const command = here.find(({keys: all}) => all.includes(key));
		const letter = here.filter(({short}) => short === command?.short).flatMap(({keys: all}) => all).find(each => !/^F\d/v.test(each)) ?? '';
		const text = width >= 16 ? `${key} ${command?.short ?? ''} ${letter}`.trimEnd() : `${index + 1}${command?.short ?? ''}`;
		return {key, text: command ? text : '', start: index * width};
	});
	return width >= 8 ? keys.map(({text, ...key}) => ({...key, text: cutEnd(text, width - 1)})) : packed(keys.filter(({text}) => text !== ''), cells);
}

function packed(keys: readonly BarKey[], cells: number): readonly BarKey[] {
	const widthOf = (all: readonly BarKey[]) => all.reduce((sum, {text}) => sum + text.length + 1, -1);
	let shown = keys;
	for (const least of dispensable) {
		if (widthOf(shown) > cells) {
			shown = shown.filter(({key}) => key !== least);
		}
	}

	let start = 0;
	return shown.map(key => {
		const placed = {...key, start};
		start += key.text.length + 1;
		return placed;
	});
}
