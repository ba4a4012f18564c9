import {Failure} from '../failure.ts';
import {counted} from '../format.ts';

/** One rename; both are segments in one folder. */
export type RenameStep = {readonly from: string; readonly to: string};

export type RenameWish = {
	readonly olds: readonly string[];
	readonly news: readonly string[]; // as many as `olds`, in the same order
	readonly others: Iterable<string>; // what else is in the folder
	/** What makes two names one: without case in the cloud. */
	readonly fold: (segment: string) => string;
};

/**
The steps that give all their new names, in an order in which no step meets a name that is still taken; of those that
change places one steps aside first.
@throws Failure `usage` when lines are missing, `already-exists` when a name is taken or wanted twice
*/
export function planRenames({olds, news, others, fold}: RenameWish): readonly RenameStep[] {
	if (olds.length !== news.length) {
		throw new Failure('usage', `Saved: ${counted(news.length, 'name')} for ${counted(olds.length, 'file')}.`, {nextStep: 'Keep one line for each, in the same order. Nothing was renamed.'});
	}

	checkFree(news, others, fold);
	const waiting = new Map(olds.map((from, index) => ({from, to: news[index]!})).filter(({from, to}) => from !== to).map(step => [fold(step.from), step] as const));
	const taken = new Set([...others, ...olds].map(segment => fold(segment)));
	const steps: RenameStep[] = [];
	while (waiting.size > 0) {
		const [key, step] = [...waiting].find(([own, {to}]) => own === fold(to) || !waiting.has(fold(to))) ?? [...waiting][0]!;
		if (key === fold(step.to) || !waiting.has(fold(step.to))) {
			steps.push(step);
			waiting.delete(key);
			continue;
		}

		const aside = freeName(step.from, segment => taken.has(fold(segment)));
		taken.add(fold(aside));
		steps.push({from: step.from, to: aside});
		waiting.delete(key);
		waiting.set(fold(aside), {from: aside, to: step.to});
	}

	return steps;
}

function checkFree(news: readonly string[], others: Iterable<string>, fold: RenameWish['fold']): void {
	const taken = new Map<string, string>([...others].map(segment => [fold(segment), 'there already'] as const));
	for (const name of news) {
		if (name.trim() === '') {
			throw new Failure('name-not-allowed', 'A name is empty.', {nextStep: 'Give each file a name. Nothing was renamed.'});
		}

		const why = taken.get(fold(name));
		if (why !== undefined) {
			throw new Failure('already-exists', `The name ${name} is ${why}.`, {nextStep: 'Choose another. Nothing was renamed.'});
		}

		taken.set(fold(name), 'wanted twice');
	}
}

function freeName(name: string, isTaken: (segment: string) => boolean): string {
	let count = 1;
	while (isTaken(`${name}.jottafm-${count}`)) {
		count += 1;
	}

	return `${name}.jottafm-${count}`;
}
