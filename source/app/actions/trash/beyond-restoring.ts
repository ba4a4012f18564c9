import {canRestore} from '../../../jotta/trash/restore.ts';
import type {App} from '../../app.ts';
import type {Place} from '../../stores/pane/state.ts';

const mostLooked = 20; // folders: a question must not wait for a thousand answers …
const usualPatience = 10_000; // ms … nor for long where there are none

/** Looks at places before they go to the trash, each of them once. */
export type RestoreCheck = {
	/** Those among the first folders that nobody could bring back from here. */
	readonly among: (places: readonly Place[]) => Promise<readonly Place[]>;
	readonly isBeyond: (place: Place) => Promise<boolean>;
};

/** A folder that the service does not list goes to the trash, and does not come back. Where that cannot be told, it is not said. */
export function createRestoreCheck({service}: Pick<App, 'service'>, patience = usualPatience): RestoreCheck {
	const known = new Map<Place, Promise<boolean>>();
	const look = async ({location, entry}: Place) => {
		if (location.kind === 'local' || entry.kind !== 'folder') {
			return false;
		}

		try {
			return !await canRestore(location.path, {client: await service.openClient(location.account), signal: AbortSignal.timeout(patience)});
		} catch {
			return false;
		}
	};

	const isBeyond = async (place: Place) => {
		const looking = known.get(place) ?? look(place);
		known.set(place, looking);
		return looking;
	};

	return {
		isBeyond,
		async among(places) {
			const folders = places.filter(({entry: {kind}}) => kind === 'folder').slice(0, mostLooked);
			const answers = await Promise.all(folders.map(async place => isBeyond(place)));
			return folders.filter((_, index) => answers[index]);
		},
	};
}
