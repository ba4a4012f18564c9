import {Failure} from '../../../failure.ts';
import {openLocal} from '../../../files/local-file-system.ts';
import {baseSegment, parentPath} from '../../../files/location.ts';

const looksForRoomFrom = 16_777_216; // bytes: below, a full disk says so soon enough

/** Nothing is asked for that cannot fit on the disk. @throws Failure `disk-full` */
export async function checkRoom(path: string, size: number): Promise<void> {
	if (size < looksForRoomFrom) {
		return;
	}

	const {free = Infinity} = await openLocal().space(parentPath(path));
	if (free < size) {
		throw new Failure('disk-full', `The disk is full: ${baseSegment(path)} needs more room than there is.`, {nextStep: 'Make room, then retry.'});
	}
}
