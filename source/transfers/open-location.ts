import type {Dispatcher} from 'undici';
import type {Clock} from '../clock.ts';
import type {FileSystem} from '../files/file-system.ts';
import {openLocal} from '../files/local-file-system.ts';
import type {Location} from '../files/location.ts';
import {openClient, type Client} from '../jotta/client.ts';
import {hasOtherSpellings, meantPath} from '../jotta/find.ts';
import {openJotta} from '../jotta/jotta-file-system.ts';
import type {AnswerLimits} from '../jotta/http/bodies.ts';
import type {OnPause} from '../jotta/http/retry.ts';
import type {OnWaiting} from '../jotta/http/stalled-requests.ts';
import type {NameCodec} from '../jotta/name-codec.ts';
import type {Renewer} from '../jotta/sign-in/token-renewal.ts';
import type {Log} from '../log.ts';
import {accountIdentity} from '../settings/same-account.ts';
import type {AccountStore} from '../settings/accounts.ts';
import type {Directories} from '../settings/directories.ts';

/** What the layers below need; put together once, in cli.tsx and in the engine's main.ts. */
export type Tools = {
	readonly directories: Directories;
	readonly accounts: AccountStore;
	/** By the setting `encoding`: one for all, as names that were made under two encodings would not find each other. */
	readonly names: NameCodec;
	readonly pool: Dispatcher;
	readonly clock: Clock;
	readonly log: Log;
	readonly onWaiting?: OnWaiting | undefined;
	readonly onPause?: OnPause | undefined;
	readonly renewElsewhere?: Renewer | undefined;
	readonly limits?: AnswerLimits | undefined;
};

/** File systems and clients by location; one client an account, so that its token is known once. */
export type Opener = {
	readonly names: NameCodec;
	readonly client: (account: string) => Promise<Client>;
	readonly fileSystem: (location: Location) => Promise<FileSystem>;
	/** One text for all places on the disk, and one for each account, whatever it is called here. @throws Failure `not-signed-in` */
	readonly identity: (location: Location) => Promise<string>;
	/** Reads the accounts again with the next call: a person may have signed in again, at another address. */
	readonly forget: () => void;
};

/** Who an account belongs to is asked of itself: names are chosen by people. */
export function identityBy(open: Opener['client']): Opener['identity'] {
	return async location => location.kind === 'local' ? 'disk' : accountIdentity((await open(location.account)).account);
}

export function createOpener(tools: Tools): Opener {
	const clients = new Map<string, Promise<Client>>();
	const local = openLocal();

	const client = async (account: string) => {
		let opening = clients.get(account);
		if (!opening) {
			opening = openClient({account, ...tools});
			clients.set(account, opening);
			opening.catch(() => {
				clients.delete(account); // signed in later: ask again
			});
		}

		return opening;
	};

	return {
		names: tools.names,
		client,
		forget() {
			clients.clear();
		},
		identity: identityBy(client),
		fileSystem: async location => location.kind === 'local' ? local : openJotta(await client(location.account)),
	};
}

/** The place that is meant by one that was typed, and that has to be there: names of other programs count, too (`meantPath`). */
export async function meantPlace(place: Location, {names, client}: Pick<Opener, 'names' | 'client'>, signal?: AbortSignal): Promise<Location> {
	return place.kind === 'local' || !hasOtherSpellings(place.path, names)
		? place
		: {...place, path: await meantPath(place.path, {client: await client(place.account), signal})};
}
