import {Failure} from '../failure.ts';
import {parseTime} from '../parse-time.ts';

/** Chooses among several entries of one name in the trash. */
export const deletedOption = {flags: '--deleted <time>', about: 'only what went at that time, as `trash ls --json` tells it'} as const;

/** Reads ms since 1970, or a date and time as people and programs write them. @throws Failure `usage` */
export function readTimeOption(text: string | undefined): number | undefined {
	if (text === undefined) {
		return undefined;
	}

	const time = parseTime(text);
	if (time === undefined) {
		throw new Failure('usage', `${text} is no time.`, {nextStep: 'Write it like 2026-03-04T05:06:07Z, or as ms since 1970.'});
	}

	return time;
}
