import {
	itermPicture,
	kittyPlacement,
	kittyRemoval,
	kittyTransmission,
	sixelPicture,
	type PlacedPicture,
} from './picture-sequences.ts';

/** The one picture over the cells. It is written once, after its frame, and removed before a frame without it. */
export type PictureLayer = {
	readonly setPicture: (picture: PlacedPicture | undefined) => void;
	/** What to write before a frame, to remove a picture. */
	readonly remove: () => string;
	/** What to write after a frame, to show a picture. */
	readonly place: () => string;
	/** The terminal was cleared: the picture is written again. */
	readonly forget: () => void;
};

/** `repaint` makes the next frame paint all cells: except in kitty, that is what removes a picture. */
export function createPictureLayer(repaint: () => void): PictureLayer {
	let wanted: PlacedPicture | undefined;
	let shown: PlacedPicture | undefined;
	let kept: PlacedPicture['bytes'] | undefined; // in kitty's memory

	const kittyText = (picture: PlacedPicture) => {
		const transmission = kept === picture.bytes ? '' : kittyTransmission(picture);
		kept = picture.bytes;
		return transmission + kittyPlacement(picture);
	};

	return {
		setPicture(picture) {
			wanted = picture;
		},
		remove() {
			if (!shown || shown === wanted) {
				return '';
			}

			const {protocol} = shown;
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
			switch (wanted.protocol) {
				case 'kitty': {
					return kittyText(wanted);
				}

				case 'iterm2': {
					return itermPicture(wanted);
				}

				case 'sixel': {
					return sixelPicture(wanted);
				}

				default: {
					return wanted.protocol satisfies never;
				}
			}
		},
		forget() {
			shown = undefined;
			kept = undefined;
		},
	};
}
