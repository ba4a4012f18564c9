import {cleanText} from '../../clean-text.ts';
import {counted, longDate, longSize} from '../../format.ts';
import type {NameCodec} from '../../jotta/name-codec.ts';
import type {AccountPlace} from '../../jotta/place-tree.ts';
import {daysLeft} from '../../jotta/trash/trash.ts';
import {
	cutEnd,
	cutMiddle,
	padEnd,
	padStart,
} from '../text/cut-text.ts';
import type {Glyphs} from './glyphs.ts';

type Look = {readonly now: number; readonly glyphs: Glyphs; readonly names: NameCodec; readonly home: string};

/** A device, or a mountpoint on a branch below it: name, size, last change, kind. */
export function placeRow(place: AccountPlace, cells: number, look: Look): string {
	const {name, role, size, modified, isLastOfDevice} = place;
	const {glyphs, names} = look;
	const branch = role === 'device' ? '' : ` ${isLastOfDevice ? glyphs.lastBranch : glyphs.branch} `;
	const nameCells = nameWidth(cells);
	return fit([
		padEnd(branch + cutMiddle(cleanText(names.toShown(name)), nameCells - branch.length), nameCells),
		padStart(size === undefined ? '' : longSize(size), 10),
		padEnd(modified === undefined ? '' : longDate(modified), 16),
		noteOf(place, look),
	], cells);
}

/** The column heads of the places. */
export function placeHead(cells: number): string {
	return fit([padEnd('Name', nameWidth(cells)), padStart('Size', 10), padEnd('Last change', 16), ''], cells);
}

function nameWidth(cells: number): number {
	return Math.max(8, Math.min(60, Math.floor((cells - 30) * 0.5)));
}

function fit(parts: readonly string[], cells: number): string {
	return padEnd(cutEnd(` ${parts.join(' ')}`, cells), cells);
}

function noteOf({path, role, title, type, deletedAt}: AccountPlace, {now, home}: Look): string {
	if (deletedAt !== undefined) {
		return `in the trash, ${counted(daysLeft(deletedAt, now), 'day')} left`;
	}

	switch (role) {
		case 'device': {
			const kind = cleanText(type ?? '').toLowerCase();
			return title === undefined ? kind : `${kind}: ${cleanText(title)}`;
		}

		case 'mountpoint': {
			return path.toUpperCase() === home.toUpperCase() ? 'home' : '';
		}

		case 'shared': {
			return 'read-only: shared folders';
		}

		case 'latest': {
			return 'view: changed lately';
		}

		case 'links': {
			return 'view: shared by a link';
		}

		case 'trash': {
			return 'view: restore, empty';
		}

		default: {
			throw new TypeError(`unknown place ${String(role satisfies never)}`);
		}
	}
}
