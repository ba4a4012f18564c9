import {Failure} from '../../../failure.ts';
import {TargetChanged} from './target-changed.ts';

/** Repeats work, up to `most` times, while it fails because something has changed under it. */
async function inRounds<Result>(most: number, work: (round: number) => Promise<Result>, isAgain: (error: unknown) => boolean | Promise<boolean>): Promise<Result> {
	for (let round = 1; ; round += 1) {
		try {
			return await work(round);
		} catch (error) {
			if (round === most || !await isAgain(error)) {
				throw error;
			}
		}
	}
}

const decisions = 6; // with several writers at one name, each round lets at least one through

/** Decides again, by the rule or by asking, when the target is no longer what was decided about. `round` 1: what a listing has told may be enough. */
export async function decideAnew<Result>(work: (round: number) => Promise<Result>): Promise<Result> {
	return inRounds(decisions, work, error => error instanceof TargetChanged);
}

const changes = 3; // a file that changes while it is copied is copied again this often

/** Begins again when the source has changed; `refresh` reads it again first, and may tell that there is no use. */
export async function whileSourceChanges<Result>(work: () => Promise<Result>, refresh: () => Promise<boolean> = async () => true): Promise<Result> {
	return inRounds(changes, work, async error => error instanceof Failure && error.code === 'corrupt' && refresh());
}
