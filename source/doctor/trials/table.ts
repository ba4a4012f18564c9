import type {Trial} from '../bench/trial.ts';
import {accountTrials} from './account.ts';
import {byHashTrials} from './by-hash.ts';
import {copyTrials} from './copies.ts';
import {documentTrials} from './documents.ts';
import {downloadTrials} from './downloads.ts';
import {folderTrials} from './folders.ts';
import {linkTrials} from './links.ts';
import {listingTrials} from './listings.ts';
import {moveTrials} from './moves.ts';
import {nameTrials} from './names.ts';
import {resumedTrials} from './resumed.ts';
import {trashTrials} from './trash.ts';
import {uploadTrials} from './uploads.ts';

/** All questions, in the order in which they are tried: those that need no folder first. */
export const trials: readonly Trial[] = [
	...accountTrials,
	...folderTrials,
	...uploadTrials,
	...resumedTrials,
	...downloadTrials,
	...documentTrials,
	...listingTrials,
	...byHashTrials,
	...moveTrials,
	...copyTrials,
	...trashTrials,
	...nameTrials,
	...linkTrials,
];
