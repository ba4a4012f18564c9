import {Failure} from '../failure.ts';
import {parseTime} from '../parse-time.ts';

/** Which of several of one name. */
export const deletedOption = {flags: '--deleted <time>', about: 'only what went at that time, as `trash ls --json` tells it'} as const;

/** ms since 1970, or a date and time as people and other programs write them. */
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
