import {baseSegment, joinPath, parentPath} from '../../../files/location.ts';
import {numberedName} from '../../numbered-name.ts';

/** A numbered name next to the one that is taken; `there`: what has it, where that is the same content. */
export type NumberedPlace<There> = {readonly path: string; readonly there?: There};

type Looking<There> = {
	readonly find: (path: string) => Promise<There | undefined>;
	readonly isSame: (there: There, path: string) => Promise<boolean> | boolean;
};

/**
The first numbered name that is free or has the same content: after an engine that died before it could record its copy,
the next one makes no second copy.
*/
export async function numberedPlace<There>(path: string, {find, isSame}: Looking<There>): Promise<NumberedPlace<There>> {
	for (let number = 1; ; number += 1) {
		const candidate = joinPath(parentPath(path), numberedName(baseSegment(path), number));
		const there = await find(candidate);
		if (there === undefined) {
			return {path: candidate};
		}

		if (await isSame(there, candidate)) {
			return {path: candidate, there};
		}
	}
}
