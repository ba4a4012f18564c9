import {mkdirSync, utimesSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {joinPath, type Location} from '../../../source/files/location.ts';
import {trashEntry} from '../../../source/jotta/changes.ts';
import {createDevice, createMountpoint} from '../../../source/jotta/places.ts';
import {allocate, sendContent} from '../../../source/jotta/upload.ts';
import type {Journal} from '../../../source/app/stores/journal.ts';
import {standardNames} from '../names.ts';
import {createContents, type Contents} from './contents.ts';
import {level, type Ground} from './ground.ts';
import {createHistory, type History} from './history.ts';
import type {Life} from './lives.ts';
import {openMachine, type Machine} from './machine.ts';
import {
	cloudPlaces,
	diskPlaces,
	foldKey,
	keyOf,
	type Spot,
} from './names.ts';
import type {Plan} from './run-plan.ts';

/** Everything that a run uses. */
export type World = {
	readonly ground: Ground;
	readonly plan: Plan;
	readonly contents: Contents;
	readonly history: History;
	readonly machines: readonly Machine[];
	readonly random: () => number;
	readonly aside: string; // TMPDIR of the programs
	readonly heldPaths: Set<string>; // nothing on the disk replaces or removes these
	readonly locationOf: (key: string) => Location;
	readonly keyAt: (location: Location) => string;
	readonly textOf: (key: string) => string; // as it is typed
	readonly lives: Set<Life>; // of commands and screens
	readonly journals: Map<number, Journal>; // of actors: what u can undo
};

const day = 86_400;
const epoch = 1_700_000_000; // s: the time at which a run starts

export const ageToTime = (age: number): number => epoch - age * day;

let runs = 0;

export async function openWorld(ground: Ground, plan: Plan): Promise<World> {
	await level(ground);
	runs += 1;
	const run = `r${runs}`;
	const cloudRoot = `/${run}`; // its own device, whose mountpoints are the places
	const folders: Record<string, string> = {
		...Object.fromEntries(diskPlaces.map(place => [place, path.join(place.startsWith('other') ? ground.other : ground.disk, run, path.basename(place))])),
		...Object.fromEntries(ground.configurations.map(({edits}, index) => [`aside/kept ${index}`, edits])), // edits that are not sent yet
		aside: path.join(ground.disk, run, 'aside'),
		scratch: path.join(ground.disk, run, 'scratch'),
	};
	for (const folder of Object.values(folders)) {
		mkdirSync(folder, {recursive: true});
	}

	const {client, sandbox: {state}, clock, configurations} = ground;
	await createDevice(run, {client});
	for (const place of cloudPlaces) {
		await createMountpoint(`${cloudRoot}/${path.basename(place)}`, {client});
	}

	const random = createRandom(plan.schedule);
	const contents = createContents(runs);
	const {locationOf, keyAt} = placesOf(cloudRoot, folders);
	await prepare({
		ground, plan, contents, locationOf,
	});
	const history = createHistory({state, cloudRoot: state.tree.find([run])!.id, folders});
	history.look('the start');
	Object.assign(state.switches, {movesOntoTombstones: plan.movesOntoTombstones});
	ground.sandbox.setFaults(plan.faults);
	return {
		ground, plan, contents, history, random, locationOf, keyAt,
		machines: configurations.slice(0, 2).map((directories, index) => openMachine({
			index, directories, settings: plan.settings, clock, random,
		})),
		aside: folders.aside!,
		heldPaths: new Set(),
		textOf: key => key.startsWith('cloud/') ? `jotta:/${run}/${key.slice('cloud/'.length)}` : locationOf(key).path,
		lives: new Set(),
		journals: new Map(),
	};
}

function placesOf(cloudRoot: string, folders: Readonly<Record<string, string>>): Pick<World, 'locationOf' | 'keyAt'> {
	return {
		locationOf(key) {
			if (key.startsWith('cloud/')) {
				return {kind: 'cloud', account: 'jotta', path: key.split('/').slice(1).reduce((folder, name) => joinPath(folder, standardNames.encode(name)), cloudRoot)};
			}

			const place = Object.keys(folders).find(each => `${key}/`.startsWith(`${each}/`))!;
			return {kind: 'local', path: folders[place]! + key.slice(place.length)};
		},
		keyAt({kind, path: at}) {
			if (kind === 'cloud') {
				return `cloud${at.slice(cloudRoot.length).split('/').map(name => standardNames.decode(name)).join('/')}`;
			}

			const [place, folder] = Object.entries(folders).find(([, each]) => `${at}/`.startsWith(`${each}/`)) ?? ['elsewhere', ''];
			return place + at.slice(folder.length);
		},
	};
}

type Preparing = Pick<World, 'ground' | 'plan' | 'contents' | 'locationOf'>;

async function prepare({ground: {client}, plan: {start}, contents, locationOf}: Preparing): Promise<void> {
	const put = async (key: string, content: number, age: number) => {
		const {text, md5} = contents.make(`content ${content}`);
		const {kind, path: at} = locationOf(key);
		if (kind === 'cloud') {
			await upload(at, {text, md5, modified: ageToTime(age) * 1000}, client);
		} else {
			mkdirSync(path.dirname(at), {recursive: true});
			writeFileSync(at, text);
			utimesSync(at, ageToTime(age), ageToTime(age));
		}
	};

	for (const {place, name, content} of start.trashed) {
		await put(keyOf({place, name}), content, 0);
		await trashEntry(locationOf(keyOf({place, name})).path, 'file', {client});
	}

	const taken = new Set(start.trashed.map(spot => foldKey(keyOf(spot))));
	const takes = (spot: Spot) => {
		const isFree = !taken.has(foldKey(keyOf(spot)));
		taken.add(foldKey(keyOf(spot)));
		return isFree;
	};

	for (const spot of start.folders.filter(each => takes(each))) {
		await put(`${keyOf(spot)}/${spot.inner}`, spot.content, 0);
	}

	for (const spot of start.files.filter(each => takes(each))) {
		await put(keyOf(spot), spot.content, spot.age);
	}
}

async function upload(at: string, {text, md5, modified}: {readonly text: string; readonly md5: string; readonly modified: number}, client: Ground['client']): Promise<void> {
	const bytes = new TextEncoder().encode(text);
	const place = await allocate({
		path: at, size: bytes.length, md5, created: modified, modified, onConflict: 'new-revision',
	}, {client});
	if (!place.isStored) {
		await sendContent({
			path: at, url: place.url, size: bytes.length, from: 0, async * body() {
				yield bytes;
			},
		}, {client});
	}
}

/** A random generator that repeats with its seed (Lehmer's). */
function createRandom(seed: number): () => number {
	let state = Math.max(1, seed % 2_147_483_647);
	return () => {
		state = (state * 48_271) % 2_147_483_647;
		return state / 2_147_483_647;
	};
}
