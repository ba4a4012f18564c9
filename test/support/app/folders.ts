import {file, folder} from './test-app.ts';

/** A folder of this disk with folders in it, and something hidden. */
export const albumTree = {
	local: {
		'/home/per': [folder('album'), folder('alpha'), file('a.jpg'), file('.hidden')],
		'/home/per/album': [file('holiday.JPG'), folder('deep')],
		'/home/per/album/deep': [file('other.jpg'), file('note.txt')],
		'/home/per/alpha': [],
	},
};

/** A folder and two files on this disk. */
export const fewFiles = {local: {'/home/per': [folder('album'), file('a.txt', 812), file('b.txt')]}};
