import fc from 'fast-check';
import type {Overwrite} from '../../../source/transfers/item.ts';
import type {Death} from './lives.ts';
import {
	anyName,
	anyPlace,
	anySpot,
	cloudPlaces,
	cloudSpot,
	diskPlaces,
	diskSpot,
	keyOf,
	newCloudSpot,
	newSpot,
	severalSpots,
	trashedSpot,
	type PlaceName,
	type Spot,
} from './names.ts';

/** A person's answer when a name is taken. */
export type Answer = 'overwrite' | 'skip' | 'keep-both';
type Taken = {readonly rule: Overwrite; readonly answer: Answer};
type Onto = Taken & {readonly verb: 'cp' | 'mv'; readonly into: PlaceName; readonly as?: string | undefined};

/** One actor's operation. `by`: on the command line, or with a key of the screen. */
export type Operation =
	| (Onto & {readonly kind: 'copy'; readonly by: 'command' | 'key'; readonly from: readonly Spot[]; readonly checksum: boolean})
	| (Onto & {readonly kind: 'put'; readonly name: string; readonly age: number}) // content that nobody has had before
	| {readonly kind: 'standard-input'; readonly at: Spot; readonly rule: Overwrite}
	| {readonly kind: 'rename'; readonly at: Spot; readonly to: string}
	| {readonly kind: 'rename-several'; readonly from: readonly Spot[]} // in the editor: each gets the name of the next
	| {readonly kind: 'make-folder'; readonly at: Spot}
	| {readonly kind: 'new-file'; readonly at: Spot; readonly answer: Answer}
	| {readonly kind: 'edit'; readonly at: Spot; readonly answer: Answer}
	| {readonly kind: 'remove'; readonly at: Spot; readonly isPermanent: boolean}
	| {readonly kind: 'trash'; readonly at: Spot} // with the key
	| {readonly kind: 'restore'; readonly at: Spot; readonly to?: Spot | undefined}
	| {readonly kind: 'restore-taken'; readonly at: Spot; readonly answer: Answer}
	| (Taken & {readonly kind: 'copy-trashed'; readonly at: Spot; readonly into: PlaceName})
	| {readonly kind: 'version'; readonly at: Spot; readonly back: number}
	| {readonly kind: 'fetch-version'; readonly at: Spot; readonly back: number; readonly into: PlaceName}
	| {readonly kind: 'touch'; readonly at: Spot; readonly age: number}
	| {readonly kind: 'undo'; readonly answer: Answer}
	| {readonly kind: 'destroy'; readonly at: Spot}
	| {readonly kind: 'empty-trash'}
	| {readonly kind: 'trash-place'; readonly place: PlaceName}
	| {readonly kind: 'restore-place'; readonly place: PlaceName}
	| {readonly kind: 'clear-failed'; readonly at: Spot}
	| {readonly kind: 'wait'} // until the queue is done
	| {readonly kind: 'queue'; readonly request: 'cancel' | 'retry' | 'clear' | 'pause-and-resume'}
	| {readonly kind: 'kill-engine'; readonly death: Death}
	| {readonly kind: 'hold'; readonly at: Spot} // the disk lets nobody replace or remove it: busy, immutable
	| {readonly kind: 'service'; readonly is: 'full' | 'locked' | 'well'};

export type OperationKind = Operation['kind'];

/** An operation, and when its process is killed, if at all. */
export type Step = {readonly operation: Operation; readonly death?: Death | undefined};

/** Gives nothing `times` times as often as a value. */
function seldom<Value>(arbitrary: fc.Arbitrary<Value>, times: number): fc.Arbitrary<Value | undefined> {
	return fc.oneof({weight: times, arbitrary: fc.constant(undefined)}, {weight: 1, arbitrary});
}

const rule = fc.constantFrom<Overwrite>('always', 'always', 'newer', 'ask', 'ask', 'rename', 'rename', 'never');
const answer = fc.constantFrom<Answer>('overwrite', 'keep-both', 'skip');
const taken = {rule, answer};
const optionalName = seldom(anyName, 2);
const verb = fc.constantFrom('cp' as const, 'mv' as const);
const kind = <Kind extends OperationKind>(name: Kind) => fc.constant(name);
const age = fc.nat({max: 3}); // days

const anyDeath: fc.Arbitrary<Death> = fc.record({change: fc.integer({min: 1, max: 6}), when: fc.constantFrom('after' as const, 'before' as const, 'amid' as const)});

const sources: fc.Arbitrary<readonly Spot[]> = fc.oneof(
	{weight: 3, arbitrary: anySpot.map(spot => [spot])},
	{weight: 2, arbitrary: severalSpots},
);

const copy: fc.Arbitrary<Operation> = fc.record({
	kind: kind('copy'), by: fc.constantFrom('command' as const, 'key' as const), verb, from: sources, into: anyPlace, as: optionalName, ...taken, checksum: fc.boolean(),
});

const put: fc.Arbitrary<Operation> = fc.record({
	kind: kind('put'), verb, name: anyName, into: anyPlace, as: fc.constant(undefined), ...taken, age,
});

const anyCloudPlace = fc.constantFrom<PlaceName>(...cloudPlaces);

const few: ReadonlyArray<fc.Arbitrary<Operation>> = [
	fc.record({kind: kind('standard-input'), at: anySpot, rule}),
	fc.record({kind: kind('make-folder'), at: newSpot}),
	fc.record({kind: kind('new-file'), at: newSpot, answer}),
	fc.record({kind: kind('restore'), at: trashedSpot, to: seldom(newCloudSpot, 1)}),
	fc.record({kind: kind('restore-taken'), at: trashedSpot, answer}),
	fc.record({kind: kind('rename-several'), from: severalSpots}),
	fc.record({
		kind: kind('copy-trashed'), at: trashedSpot, into: anyPlace, ...taken,
	}),
	fc.record({kind: kind('trash-place'), place: anyCloudPlace}),
	fc.record({kind: kind('restore-place'), place: anyCloudPlace}),
	fc.record({kind: kind('clear-failed'), at: cloudSpot}),
	fc.record({kind: kind('version'), at: cloudSpot, back: fc.nat({max: 2})}),
	fc.record({
		kind: kind('fetch-version'), at: cloudSpot, back: fc.nat({max: 2}), into: fc.constantFrom<PlaceName>(...diskPlaces),
	}),
	fc.record({kind: kind('touch'), at: anySpot, age}),
	fc.record({kind: kind('destroy'), at: trashedSpot}),
	fc.constant({kind: 'empty-trash' as const}),
	fc.record({kind: kind('queue'), request: fc.constantFrom('cancel' as const, 'retry' as const, 'clear' as const, 'pause-and-resume' as const)}),
	fc.record({kind: kind('hold'), at: diskSpot}),
	fc.record({kind: kind('service'), is: fc.constantFrom('full' as const, 'locked' as const, 'well' as const)}),
];

const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
	{weight: 20, arbitrary: copy},
	{weight: 14, arbitrary: put},
	{weight: 7, arbitrary: fc.record({kind: kind('rename'), at: anySpot, to: anyName})},
	{weight: 4, arbitrary: fc.record({kind: kind('edit'), at: cloudSpot, answer})},
	{weight: 5, arbitrary: fc.record({kind: kind('trash'), at: cloudSpot})},
	{weight: 3, arbitrary: fc.record({kind: kind('remove'), at: anySpot, isPermanent: fc.boolean()})},
	{weight: 4, arbitrary: fc.record({kind: kind('undo'), answer})},
	{weight: 4, arbitrary: fc.constant({kind: 'wait' as const})},
	{weight: 5, arbitrary: fc.record({kind: kind('kill-engine'), death: anyDeath})},
	...few.map(arbitrary => ({weight: 1, arbitrary})),
);

export const anyStep: fc.Arbitrary<Step> = fc.record({operation: anyOperation, death: seldom(anyDeath, 12)});

/** A description for people. */
export function tell({operation, death}: Step): string {
	return `${tellOperation(operation)}${death ? `, killed ${tellDeath(death)}` : ''}`;
}

const tellDeath = ({change, when}: Death): string => `${when} change ${change}`;

function tellOperation(operation: Operation): string {
	switch (operation.kind) {
		case 'copy': {
			const {by, from, checksum} = operation;
			return `${by} ${operation.verb} ${from.map(spot => keyOf(spot)).join(' + ')} → ${onto(operation)}${checksum ? ', by content' : ''}`;
		}

		case 'put': {
			return `${operation.verb} something new, ${operation.age} days old, as ${operation.name} → ${onto(operation)}`;
		}

		default: {
			const {kind: name, ...rest} = operation;
			const facts = (Object.entries(rest) as ReadonlyArray<readonly [string, Told | undefined]>).filter(([, value]) => value !== undefined).map(([key, value]) => `${key} ${tellValue(value!)}`);
			return [name, ...facts].join(' ');
		}
	}
}

type Told = string | number | boolean | Spot | Death | readonly Spot[];

/** Names of places become keys; everything else stays. */
function tellValue(value: Told): string {
	if (typeof value !== 'object') {
		return String(value);
	}

	return 'change' in value ? tellDeath(value) : [value].flat().map(spot => keyOf(spot)).join(' + ');
}

function onto({into, as, rule: chosen, answer: said}: Onto): string {
	return `${into}${as === undefined ? '' : `/${as}`}, ${chosen}${chosen === 'ask' ? `: ${said}` : ''}`;
}
