import {counted} from '../format.ts';
import type {SkipReason} from './item.ts';

/** How many items were passed over for one reason; without a reason: an older version has skipped them. */
export type SkipCount = {readonly reason: SkipReason | undefined; readonly count: number};

/** `5 skipped (3 symbolic links, 2 sockets)` */
export function skipText(skips: readonly SkipCount[]): string {
	const known = skips.filter(({reason, count}) => reason !== undefined && count > 0);
	const all = skips.reduce((sum, {count}) => sum + count, 0);
	return `${all} skipped${known.length === 0 ? '' : ` (${known.map(({reason, count}) => textOf(reason!, count)).join(', ')})`}`;
}

/** Those that came since an earlier count. */
export function newSkips(now: readonly SkipCount[], before: readonly SkipCount[]): readonly SkipCount[] {
	return now.map(({reason, count}) => ({reason, count: Math.max(0, count - (before.find(each => each.reason === reason)?.count ?? 0))})).filter(({count}) => count > 0);
}

function textOf(reason: SkipReason, count: number): string {
	switch (reason) {
		case 'symlink': {
			return counted(count, 'symbolic link');
		}

		case 'pipe': {
			return counted(count, 'named pipe');
		}

		case 'socket':
		case 'device': {
			return counted(count, reason);
		}

		case 'not-newer': {
			return `${count} not newer than what is there`;
		}

		case 'taken': {
			return `${count} with a name that is taken`;
		}

		case 'gone': {
			return `${count} to replace what is no longer there`;
		}

		default: {
			throw new TypeError(`unknown reason ${String(reason satisfies never)}`);
		}
	}
}
