/*
Times as people and other programs write them. `Date.parse` alone makes the 30th of February the 1st of March, and takes
nearly every number for something: here a day must be one of the calendar.
*/

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const forms = [
	/^(?<year>\d{4}|[+\-]\d{6})-(?<month>\d{1,2})(?:-(?<day>\d{1,2}))?(?=$|[\sT])/v, // ISO 8601, with T or a blank before the time
	/^(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})(?=$|\s)/v,
	/^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})(?=$|\s)/v, // as in America
	/^(?:[a-z]{3,9},?\s+)?(?<day>\d{1,2})[\s\-](?<name>[a-z]{3,9})[\s\-](?<year>\d{4})(?=$|\s)/iv, // RFC 2822
	/^(?:[a-z]{3,9},?\s+)?(?<name>[a-z]{3,9})\s+(?<day>\d{1,2}),?\s+(?<year>\d{4})(?=$|\s)/iv,
	/^(?<year>\d{4})$/v,
];

/** ms since 1970 of a date, a date and time, or a number of ms; nothing when there is no such time. */
export function parseTime(written: string): number | undefined {
	const text = written.trim();
	if (/^-?\d{9,15}$/v.test(text)) {
		return Number(text);
	}

	const date = forms.map(form => form.exec(text)?.groups).find(found => found !== undefined);
	const time = Date.parse(text);
	return date && isInCalendar(date) && !Number.isNaN(time) ? time : undefined;
}

function isInCalendar({year, month, name, day = '1'}: Readonly<Record<string, string | undefined>>): boolean {
	const index = name === undefined ? Number(month ?? 1) - 1 : monthNames.indexOf(name.slice(0, 3).toLowerCase());
	const date = new Date(0);
	date.setUTCFullYear(Number(year), index, Number(day));
	return index !== -1 && date.getUTCMonth() === index && date.getUTCDate() === Number(day);
}
