import {describe, expect, it} from 'vitest';
import {createSpeaker} from '../../../source/app/screen-reader/speaker.ts';

function listen({isAscii = false} = {}) {
	const written: string[] = [];
	return {
		written,
		...createSpeaker({
			write(text) {
				written.push(text);
			},
			isAscii,
		}),
	};
}

describe('a speaker', () => {
	it('says what is new, a line each, and nothing twice', () => {
		const {say, written} = listen();

		say([{text: 'the folder'}, {text: 'first row'}]);
		say([{text: 'the folder'}, {text: 'second row'}]);
		say([{text: 'the folder'}, {text: 'second row'}]);
		say([{text: 'the folder'}, {text: 'first row'}]);

		expect(written).toEqual(['the folder\r\nfirst row\r\n', 'second row\r\n', 'first row\r\n']);
	});

	it('says the same text again when it is about something else, and a new text not when it is about the same', () => {
		const {say, written} = listen();

		say([{text: 'No.', about: {}}]);
		say([{text: 'No.', about: {}}]);
		say([{text: '3 items', about: 'count'}]);
		say([{text: '4 items', about: 'count'}]);

		expect(written).toEqual(['No.\r\n', 'No.\r\n', '3 items\r\n']);
	});

	it('says all of it again once it was told to forget', () => {
		const {say, forget, written} = listen();
		say([{text: 'the folder'}]);

		forget();
		say([{text: 'the folder'}]);

		expect(written).toEqual(['the folder\r\n', 'the folder\r\n']);
	});

	it('lets nothing through that a terminal could act on', () => {
		const {say, written} = listen();

		say([{text: 'a\u{1B}[2Jb\u{7}\nc\u{9B}1m \u{202E}'}]);

		expect(written.join('').slice(0, -2)).not.toMatch(/[\p{Control}\u{202E}]/v);
	});

	it('writes ASCII where the terminal knows nothing else', () => {
		const {say, written} = listen({isAscii: true});

		say([{text: 'Høst › 写.txt'}]);

		expect(written).toEqual(['Host ? ??.txt\r\n']);
	});
});
