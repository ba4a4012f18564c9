import {describe, expect, it} from 'vitest';
import {Failure} from '../../../../source/failure.ts';
import type {Entry} from '../../../../source/files/entry.ts';
import type {Location} from '../../../../source/files/location.ts';
import {createTargetListing} from '../../../../source/transfers/engine/count/target-listing.ts';
import type {Opener} from '../../../../source/transfers/open-location.ts';
import {cloud, disk} from '../../../support/engine.ts';
import {standardNames} from '../../../support/names.ts';

type Folders = Record<string, readonly Entry[] | Error>;
const folder = (name: string): Entry => ({segment: name, name, kind: 'folder'});
const file = (name: string): Entry => ({segment: name, name, kind: 'file'});

/** The listing of a target that has these folders, and what was asked for. */
function open(target: Location, folders: Folders) {
	const asked: string[] = [];
	const opener = {
		names: standardNames,
		fileSystem: async () => ({
			async * list(path: string) {
				asked.push(path);
				const there = folders[path] ?? new Failure('not-found', 'Not found.', {nextStep: ''});
				if (there instanceof Error) {
					throw there;
				}

				yield there;
			},
		}),
	} as unknown as Opener;
	return {asked, listing: createTargetListing(target, {opener, signal: new AbortController().signal})};
}

const home = '/Jotta/Archive';

describe('what stands where a job copies to', () => {
	it('is known from one listing a folder', async () => {
		const {listing, asked} = open(cloud(), {[home]: [file('a'), folder('b')], [`${home}/b`]: [file('c')]});

		const found = [];
		for (const name of ['a', 'b', 'b/c', 'b/d', 'x']) {
			found.push((await listing.find(`${home}/${name}`))?.name);
		}

		expect(found).toEqual(['a', 'b', 'c', undefined, undefined]);
		expect(asked).toEqual([home, `${home}/b`]);
	});

	it('is not asked for below what is not there, or is a file', async () => {
		const {listing, asked} = open(cloud(), {[home]: [file('a')]});

		expect([await listing.find(`${home}/new/deeper/b`), await listing.find(`${home}/a/b`)]).toEqual([undefined, undefined]);
		expect(asked).toEqual([home]);
	});

	it('is nothing where the target is yet to be made', async () => {
		expect(await open(cloud('/new'), {}).listing.find(`${home}/new/a`)).toBeUndefined();
	});

	it('is found in another case in the cloud only', async () => {
		expect((await open(cloud(), {[home]: [file('A')]}).listing.find(`${home}/a`))?.name).toBe('A');
		expect(await open(disk('/srv'), {'/srv': [file('A')]}).listing.find('/srv/a')).toBeUndefined();
		expect((await open(disk('/'), {'/': [file('a')]}).listing.find('/a'))?.name).toBe('a');
	});

	it('is asked for again when that has failed', async () => {
		const folders: Folders = {[home]: new Failure('offline', 'The line is down.', {nextStep: ''})};
		const {listing} = open(cloud(), folders);
		await expect(listing.find(`${home}/a`)).rejects.toMatchObject({code: 'offline'});

		folders[home] = [file('a')];

		expect((await listing.find(`${home}/a`))?.name).toBe('a');
	});

	it('is kept of the last 256 folders', async () => {
		const numbers = Array.from({length: 257}, (_, index) => String(index));
		const folders: Folders = {'/': numbers.map(number => folder(number))};
		for (const number of numbers) {
			folders[`/${number}`] = [];
		}

		const {listing, asked} = open(disk('/'), folders);
		for (let index = 0; index < 255; index += 1) {
			await listing.find(`/${index}/a`);
		}

		await listing.find('/0/a');
		const asksOfFirst = () => asked.filter(path => path === '/0').length;
		expect(asksOfFirst()).toBe(1);

		await listing.find('/255/a');
		await listing.find('/0/a');
		expect(asksOfFirst()).toBe(2);
	});

	it('is called as a person reads it', () => {
		expect([open(cloud(), {}).listing.displayName('a：b'), open(disk('/'), {}).listing.displayName('a：b')]).toEqual(['a:b', 'a：b']);
	});
});
