/** What a trial was to work on could not be made. */
export class Unprepared extends Error {
	override readonly name = 'Unprepared';
}

/** A trial that makes no sense here, such as of a line that somebody else has opened. */
export class NotApplicable extends Error {
	override readonly name = 'NotApplicable';
}
