import type {Location} from '../../files/location.ts';

/** Something that was done and can be taken back. */
export type Deed =
	| {readonly kind: 'trash'; readonly locations: readonly Location[]}
	| {readonly kind: 'rename'; readonly pairs: readonly Renamed[]}
	| {readonly kind: 'move'; readonly pairs: readonly Renamed[]};

export type Renamed = {readonly from: Location; readonly to: Location};

/** What was done last, the newest first. Kept while the app runs. */
export type Journal = {
	readonly add: (deed: Deed) => void;
	/** Takes the newest out. */
	readonly take: () => Deed | undefined;
};

const most = 50;

export function createJournal(): Journal {
	let deeds: readonly Deed[] = [];
	return {
		add(deed) {
			deeds = [deed, ...deeds].slice(0, most);
		},
		take() {
			const [newest, ...older] = deeds;
			deeds = older;
			return newest;
		},
	};
}
