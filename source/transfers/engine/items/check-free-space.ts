import {Failure} from '../../../failure.ts';
import {openLocal} from '../../../files/local-file-system.ts';
import {baseSegment, parentPath} from '../../../files/location.ts';

const checkedFrom = 16_777_216; // bytes: below, a full disk says so soon enough

/** A file that cannot fit on the disk is not requested. @throws Failure `disk-full` */
export async function checkFreeSpace(path: string, size: number): Promise<void> {
	if (size < checkedFrom) {
		return;
	}

	const {free = Infinity} = await openLocal().space(parentPath(path));
	if (free < size) {
		throw new Failure('disk-full', `The disk is full: ${baseSegment(path)} needs more room than there is.`, {nextStep: 'Make room, then retry.'});
	}
}
