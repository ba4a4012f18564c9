import {
	itermPicture,
	kittyPlacement,
	kittyRemoval,
	kittyTransmission,
	sixelPicture,
	type PlacedPicture,
} from './picture-sequences.ts';

/** The one picture that lies over the cells. It is written once, after the frame it belongs to, and taken away before the next. */
export type PictureLayer = {
	readonly setPicture: (picture: PlacedPicture | undefined) => void;
	/** What to write before a frame. */
	readonly remove: () => string;
	/** What to write after it. */
	readonly place: () => string;
	/** The terminal has been wiped: what is wanted is written again. */
	readonly forget: () => void;
};

/** `repaint`: but for kitty's, pictures lie in the cells, and go when those are all painted again. */
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
