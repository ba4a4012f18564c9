import type {Bench} from './bench.ts';

/** One question about the service that nobody could answer for sure, and how it is tried. */
export type Trial = {
	readonly number: string; // of protocol.md: U3, N25, or a section
	readonly name: string; // unique, for people who speak about it
	readonly question: string; // what is asked; a person reads it before it is tried
	readonly assumed: string; // what the client and the sandbox take for true
	/** Only looks at what the account says of itself: it needs no folder. */
	readonly onlyReads?: true;
	/** What was seen, in words of its own: nothing of an answer is copied that could be a name. */
	readonly see: (bench: Bench) => Promise<string>;
};
