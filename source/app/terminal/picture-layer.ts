import type {PictureProtocol} from './picture-protocol.ts';
import {
	itermPicture,
	kittyPlacement,
	kittyRemoval,
	kittyTransmission,
	type PlacedPicture,
} from './picture-sequences.ts';

/** The one picture that lies over the cells. It is written once, after the frame it belongs to, and taken away before the next. */
export type PictureLayer = {
	readonly want: (picture: PlacedPicture | undefined) => void;
	/** What to write before a frame. */
	readonly remove: () => string;
	/** What to write after it. */
	readonly place: () => string;
	/** The terminal has been wiped: what is wanted is written again. */
	readonly forget: () => void;
};

/** `repaint`: iTerm2's pictures lie in the cells, and go when those are all painted again. */
export function createPictureLayer(protocol: PictureProtocol, repaint: () => void): PictureLayer {
	let wanted: PlacedPicture | undefined;
	let shown: PlacedPicture | undefined;
	let kept: PlacedPicture['bytes'] | undefined; // in kitty's memory

	return {
		want(picture) {
			wanted = picture;
		},
		remove() {
			if (!shown || shown === wanted) {
				return '';
			}

			shown = undefined;
			if (protocol === 'kitty') {
				return kittyRemoval('i');
			}

			repaint();
			return '';
		},
		place() {
			if (!wanted || shown === wanted) {
				return '';
			}

			shown = wanted;
			if (protocol === 'iterm2') {
				return itermPicture(wanted);
			}

			const transmission = kept === wanted.bytes ? '' : kittyTransmission(wanted);
			kept = wanted.bytes;
			return transmission + kittyPlacement(wanted);
		},
		forget() {
			shown = undefined;
			kept = undefined;
		},
	};
}
