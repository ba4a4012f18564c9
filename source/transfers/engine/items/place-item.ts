import type {Entry} from '../../../files/entry.ts';
import type {TargetDecision, There} from './decide-target.ts';
import {decideAnew} from './in-rounds.ts';
import type {Outcome} from './work.ts';

/** Where content is put, and over what, if over anything. */
export type Placement = Extract<TargetDecision, {kind: 'send' | 'replace' | 'keep-both'}>;

/** How one kind of transfer looks at a target, and what it does there. */
export type PlaceSteps = {
	/** `round` 1: what a listing has told may be enough. */
	readonly decide: (round: number) => Promise<TargetDecision>;
	/** Before anything is done. */
	readonly begin?: (decision: TargetDecision) => Promise<void>;
	/** @throws TargetChanged when what was decided is no longer true of the target */
	readonly place: (placing: Placement) => Promise<Extract<Outcome, {kind: 'done'}>>;
	/** The target has the content: only what else differs is changed. */
	readonly keepSame?: (there: There) => Promise<void>;
	/** What an earlier try has put there. */
	readonly entryAt: (path: string) => Entry | Promise<Entry>;
	/** How many bytes it has sent for that. */
	readonly sentBefore?: () => number;
	/** Takes away what earlier tries have left, and what nothing goes on with after this decision. */
	readonly clear?: (decision: TargetDecision) => Promise<void>;
};

/** Brings an item to its target: decides, and acts on that, again whenever the target has changed. */
export async function placeItem(steps: PlaceSteps): Promise<Outcome> {
	return decideAnew(async round => {
		const decision = await steps.decide(round);
		await steps.begin?.(decision);
		const outcome = await act(decision, steps);
		await steps.clear?.(decision);
		return outcome;
	});
}

async function act(decision: TargetDecision, {place, keepSame, entryAt, sentBefore}: PlaceSteps): Promise<Outcome> {
	switch (decision.kind) {
		case 'send':
		case 'replace':
		case 'keep-both': {
			return place(decision);
		}

		case 'same': {
			await keepSame?.(decision.there);
			return {kind: 'same', sent: sentBefore?.() ?? 0};
		}

		case 'gone-on-with': {
			return {kind: 'done', sent: sentBefore?.() ?? 0, entry: await entryAt(decision.path)};
		}

		case 'skip': {
			return {kind: 'skipped'};
		}

		case 'ask': {
			return {kind: 'asks', conflict: decision.conflict};
		}

		default: {
			throw new TypeError(`unknown decision ${String(decision satisfies never)}`);
		}
	}
}
