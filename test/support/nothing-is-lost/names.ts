import fc from 'fast-check';

/** The places of a run: two folders of the cloud, two of one disk, one of another disk. */
export const cloudPlaces = ['cloud/one', 'cloud/two'] as const;
export const diskPlaces = ['disk/one', 'disk/two', 'other/one'] as const;
const places = [...cloudPlaces, ...diskPlaces] as const;
export type PlaceName = (typeof places)[number];

/** Few, so that they collide; nasty, because each was once mistaken for another. */
export const names = [
	'a.txt',
	'b.txt',
	'a (1).txt',
	'a (2).txt',
	'A.TXT',
	'Holiday pictures of the whole family at the sea, summer 2024 - 001.jpg',
	'Holiday pictures of the whole family at the sea, summer 2024 - 002.jpg',
	'50%：all.txt',
	'folder',
] as const;

export type Spot = {readonly place: PlaceName; readonly name: string};

/** Something that exists at the start, by its number: run-plan.ts creates it. */
export type Pick = {readonly pick: number; readonly among: 'all' | 'cloud' | 'disk' | 'trash'; readonly count?: number};

const picked = (among: Pick['among']) => fc.record({pick: fc.nat({max: 8}), among: fc.constant(among)}) as unknown as fc.Arbitrary<Spot>;
const spotIn = (all: readonly PlaceName[], among: Pick['among'], times = 2) => fc.oneof(
	{weight: times, arbitrary: picked(among)},
	{weight: 1, arbitrary: fc.record({place: fc.constantFrom(...all), name: anyName})},
);

export const anyName = fc.constantFrom(...names);
export const anyPlace = fc.constantFrom(...places);
export const newSpot: fc.Arbitrary<Spot> = fc.record({place: anyPlace, name: anyName});
export const newCloudSpot: fc.Arbitrary<Spot> = fc.record({place: fc.constantFrom(...cloudPlaces), name: anyName});
export const anySpot = spotIn(places, 'all');
export const cloudSpot = spotIn(cloudPlaces, 'cloud');
export const diskSpot = spotIn(diskPlaces, 'disk');
export const trashedSpot = spotIn(cloudPlaces, 'trash', 5);
/** Up to three of one folder. */
export const severalSpots = fc.record({pick: fc.nat({max: 8}), among: fc.constant('all'), count: fc.integer({min: 2, max: 3})}) as unknown as fc.Arbitrary<readonly Spot[]>;

export const keyOf = ({place, name}: Spot): string => `${place}/${name}`;

/** In the cloud names are compared without case (protocol.md 2.3); on the disk each spelling is a name. */
export function foldKey(key: string): string {
	return key.startsWith('cloud/') ? key.toUpperCase() : key;
}

/** The names without their numbers, one number after the other: `a.txt` for `a (3).txt`. */
export function unnumbered(key: string): readonly string[] {
	const found: string[] = [];
	for (let shorter = key; ;) {
		const next = shorter.replace(/ \(\d+\)(?=(?:\.[^.\/]*)?$)/v, '');
		if (next === shorter) {
			return found;
		}

		found.push(next);
		shorter = next;
	}
}

export function isBelow(key: string, folder: string): boolean {
	return foldKey(key).startsWith(`${foldKey(folder)}/`);
}

export function isAtOrBelow(key: string, top: string): boolean {
	return foldKey(key) === foldKey(top) || isBelow(key, top);
}

export function parentsOf(key: string): readonly string[] {
	const parts = key.split('/');
	return parts.map((_, index) => parts.slice(0, index).join('/')).filter(parent => parent !== '');
}
