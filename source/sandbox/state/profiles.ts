import {defaultSwitches, type Switches} from './service-switches.ts';

/*
Switches that go together: the same tests pass on all of them (protocol.md 22.3).
*/

export const profileNames = ['default', 'strict', 'lenient'] as const;

export type Profile = (typeof profileNames)[number];

const profiles: Readonly<Record<Profile, Partial<Switches>>> = {
	default: {},
	// All that is known or feared to differ from what was assumed first, as far as a client can live with it.
	strict: {
		numericReferences: true,
		cdata: true,
		commentBehindRoot: true,
		omitsStates: true,
		deletedAsChild: true,
		compresses: true,
		errorIds: false,
		nullsInJson: true,
		streamStyle: 'implied',
		countsFolded: true,
		renamesCaseOnly: false,
		takesRawNames: true,
		listsLatest: true,
		foreignUsers: true,
		currentUnfinished: true,
		otpError: 'named',
		allocateStatus: 201,
		nullsInAllocate: true,
		conflictHandler: 'refused',
		needsRange: true,
		bareUploadErrors: true,
		needsUserAgent: true,
	},
	// What other programs' tests say that works today (N25, N26).
	lenient: {
		cutsAtSemicolon: false,
		needsSlashToMove: false,
		movesOntoTombstones: true,
		copiesOntoTombstones: true,
		foldersOverTrashedFiles: true,
		keepsTombstones: true,
		takesRawNames: true,
	},
};

/** A profile with what was chosen besides: that wins. */
export function switchesOf(profile: Profile, chosen: Partial<Switches> = {}): Switches {
	return {...defaultSwitches, ...profiles[profile], ...chosen};
}
