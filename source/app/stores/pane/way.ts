import {
	baseSegment,
	isSameLocation,
	nearestParent,
	type Location,
} from '../../../files/location.ts';
import {foldName} from '../../../jotta/names.ts';
import type {NameCodec} from '../../../jotta/name-codec.ts';
import {plainName} from './plain-name.ts';

/** From one folder to another: so many levels up, or down through folders of these names. */
export type Way = {readonly up: number; readonly down: readonly string[]};

/** The way from one folder to another that is above or below it; undefined: there is none. */
export function wayBetween(from: Location, to: Location, names: NameCodec): Way | undefined {
	const up = lineOf(from).findIndex(place => isSameLocation(place, to));
	if (up !== -1) {
		return {up, down: []};
	}

	const down = lineOf(to).findIndex(place => isSameLocation(place, from));
	return down === -1 ? undefined : {up: 0, down: lineOf(to).slice(0, down).toReversed().map(place => plainName(baseSegment(place.path), place, names))};
}

/** Whether two ways are the same for a person: names are compared as the service does. */
export function isSameWay(one: Way | undefined, other: Way | undefined): boolean {
	const texts = [one, other].map(way => way && JSON.stringify([way.up, ...way.down.map(name => foldName(name))]));
	return texts[0] !== undefined && texts[0] === texts[1];
}

/** A folder and all above it, the nearest first. */
export function lineOf(location: Location): readonly Location[] {
	const parent = nearestParent(location);
	return parent ? [location, ...lineOf(parent.location)] : [location];
}
