import type {Item} from '../../../source/transfers/item.ts';
import type {Step} from './operations.ts';

/** A name that an operation may write to, and the source. */
export type Requested = {
	readonly to: string; // key; with all that is below it
	readonly from?: string; // key; with all that is below it
	readonly content?: string; // MD5, where it comes from nowhere
	readonly isNumbered: boolean; // also under numbered names beside it: both were to be kept
};

/** One operation that was started, and its messages. Indexes count the moments of the history. */
export type Asked = {
	readonly id: string; // 0.1: the actor's second
	readonly actor: number;
	readonly machine: number;
	readonly step: Step;
	begun: number;
	ended: number; // Infinity: killed, or under way
	outcome: 'under way' | 'done' | 'failed' | 'killed' | 'not possible'; // not possible: a person does not see what it is about
	status: number | undefined; // of a command
	readonly messages: string[];
	readonly notes: string[];
	readonly jobs: number[]; // in the queue of the machine
	readonly requests: Requested[];
	answered: number; // when a person last answered a question of it, else -1
	edited: number; // when the editor had saved, else Infinity
	items: readonly Item[]; // what became of its jobs, when all was over
	readonly content: string; // MD5 of what nobody had before
	readonly now: () => number; // index of the last moment
};
