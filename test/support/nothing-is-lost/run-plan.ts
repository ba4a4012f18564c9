import fc from 'fast-check';
import {
	anyName,
	anyPlace,
	cloudPlaces,
	newCloudSpot,
	diskPlaces,
	keyOf,
	names,
	type Pick,
	type Spot,
} from './names.ts';
import {anyStep, tell, type Step} from './operations.ts';

/** What exists at the start. */
type Start = {
	readonly files: ReadonlyArray<Spot & {readonly content: number; readonly age: number}>; // one number: one content
	readonly folders: ReadonlyArray<Spot & {readonly inner: string; readonly content: number}>;
	readonly trashed: ReadonlyArray<Spot & {readonly content: number}>;
};

export type Settings = {readonly no_versions: boolean; readonly hard_delete: boolean};

type Actor = {readonly machine: number; readonly steps: readonly Step[]};

/** The plan of one run: everything in it can be repeated from this. */
export type Plan = {
	readonly start: Start;
	readonly settings: Settings;
	readonly movesOntoTombstones: boolean;
	readonly faults: string; // see source/sandbox/faults/fault-plan.ts
	readonly actors: readonly Actor[];
	readonly schedule: number; // seed for the order of the actors
	readonly isRetried: boolean; // at the end a person retries what has failed
};

const content = fc.nat({max: 9}); // some are the same
const file = fc.record({
	place: anyPlace, name: anyName, content, age: fc.nat({max: 3}),
});
const folder = fc.record({
	place: anyPlace, name: anyName, inner: anyName, content,
});
const gone = fc.tuple(newCloudSpot, content).map(([spot, number]) => ({...spot, content: number}));

const trouble = fc.tuple(
	fc.constantFrom('ANY /jfs/*', 'POST /upload/*', 'POST /files/*', 'ANY *'),
	fc.constantFrom('drop=before', 'drop=after', 'status=503', 'then-status=500', 'cut-after=20', 'truncate=10', 'status=404'),
	fc.oneof(fc.nat({max: 8}).map(after => `times=2 after=${after}`), fc.nat({max: 999}).map(seed => `rate=0.15 seed=${seed}`)),
).map(parts => parts.join(' '));

const wholePlan: fc.Arbitrary<Plan> = fc.record({
	start: fc.record({
		files: fc.array(file, {minLength: 2, maxLength: 9}), folders: fc.array(folder, {maxLength: 2}), trashed: fc.array(gone, {maxLength: 3}),
	}),
	settings: fc.record({no_versions: fc.boolean(), hard_delete: fc.boolean()}),
	movesOntoTombstones: fc.boolean(),
	faults: fc.option(trouble, {nil: '', freq: 2}),
	actors: fc.array(fc.record({machine: fc.nat({max: 1}), steps: fc.array(anyStep, {minLength: 1, maxLength: 4})}), {minLength: 2, maxLength: 4}),
	schedule: fc.nat(),
	isRetried: fc.boolean(),
});

/** Few names and places in one run, so that they collide. */
const crowd = fc.record({
	names: fc.shuffledSubarray([...names], {minLength: 2, maxLength: 4}),
	cloud: fc.shuffledSubarray([...cloudPlaces], {minLength: 1}),
	disk: fc.shuffledSubarray([...diskPlaces], {minLength: 1, maxLength: 2}),
});

export const anyPlan: fc.Arbitrary<Plan> = fc.tuple(wholePlan, crowd).map(([plan, few]) => {
	const narrow = (value: unknown): unknown => {
		const [all, chosen] = [[names, few.names], [cloudPlaces, few.cloud], [diskPlaces, few.disk]].find(([each]) => (each as readonly unknown[]).includes(value)) ?? [];
		return all && chosen ? chosen[(all as readonly unknown[]).indexOf(value) % chosen.length] : value;
	};

	const start = replaced(plan.start, narrow);
	return {...replaced(plan, value => isPick(value) ? pickOf(value, start) : (isOfSeveral(value) ? {...value, as: undefined} : narrow(value))), start};
});

const isOfSeveral = (value: unknown): value is {readonly as?: string} => typeof value === 'object' && value !== null && 'from' in value && Array.isArray(value.from) && value.from.length > 1;

/** The same data with other values. */
function replaced<Data>(data: Data, change: (value: unknown) => unknown): Data {
	return JSON.parse(JSON.stringify(data), (_, value: unknown) => change(value)) as Data;
}

const isPick = (value: unknown): value is Pick => typeof value === 'object' && value !== null && 'pick' in value;

/** Items that exist at the start: one, or several of one folder. */
function pickOf({pick, among, count}: Pick, {files, trashed}: Start): Spot | readonly Spot[] {
	const all = among === 'trash' ? trashed : files.filter(({place}) => among === 'all' || (among === 'cloud') === cloudPlaces.includes(place as 'cloud/one'));
	const {place, name}: Spot = all[pick % all.length] ?? {place: among === 'disk' ? 'disk/one' : 'cloud/one', name: 'a.txt'};
	if (count === undefined) {
		return {place, name};
	}

	const together = new Set([name, ...files.filter(each => each.place === place).map(each => each.name)]);
	return [...together].slice(0, count).map(each => ({place, name: each}));
}

export function tellPlan({start, settings, movesOntoTombstones, faults, actors, schedule, isRetried}: Plan): string {
	return [
		'There are:',
		...start.folders.map(each => `  folder ${keyOf(each)}/ with ${each.inner} (content ${each.content})`),
		...start.files.map(each => `  ${keyOf(each)} (content ${each.content}, ${each.age} days old)`),
		...start.trashed.map(each => `  in the trash: ${keyOf(each)} (content ${each.content})`),
		`Settings: no_versions ${settings.no_versions}, hard_delete ${settings.hard_delete}. The service ${movesOntoTombstones ? 'moves' : 'does not move'} onto trashed names.${faults === '' ? '' : ` Faults: ${faults}.`} Schedule ${schedule}${isRetried ? ', what failed is tried again' : ''}.`,
		...actors.flatMap(({machine, steps}, index) => [`Actor ${index}, on machine ${machine}:`, ...steps.map((step, number) => `  ${index}.${number} ${tell(step)}`)]),
	].join('\n');
}
