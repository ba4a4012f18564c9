/*
Canonical names for what terminals send for keys: `F5`, `Up`, `Ctrl-R`, `Alt-Left`, `Shift-Tab`, `Enter`, `Space`, `c`, `G`.
*/

const finals: Readonly<Record<string, string>> = {
	A: 'Up', B: 'Down', C: 'Right', D: 'Left', E: 'Begin', F: 'End', H: 'Home', P: 'F1', Q: 'F2', R: 'F3', S: 'F4', Z: 'Shift-Tab',
};

const tildes: Readonly<Record<number, string>> = {
	1: 'Home', 2: 'Insert', 3: 'Delete', 4: 'End', 5: 'PageUp', 6: 'PageDown', 7: 'Home', 8: 'End',
	11: 'F1', 12: 'F2', 13: 'F3', 14: 'F4', 15: 'F5', 17: 'F6', 18: 'F7', 19: 'F8', 20: 'F9', 21: 'F10', 23: 'F11', 24: 'F12',
};

const controls: Readonly<Record<number, string>> = {
	0: 'Ctrl-Space', 8: 'Backspace', 9: 'Tab', 10: 'Enter', 13: 'Enter', 27: 'Esc', 32: 'Space', 127: 'Backspace',
};

/** Adds the modifiers of a CSI sequence to a key: 1 + shift 1 + alt 2 + ctrl 4. */
function withModifiers(key: string, modifiers: number): string {
	const bits = Math.max(0, modifiers - 1);
	const has = (bit: number) => Math.floor(bits / bit) % 2 === 1;
	const isLetter = [...key].length === 1;
	const shifted = has(1) && isLetter ? key.toUpperCase() : key;
	return `${has(4) ? 'Ctrl-' : ''}${has(2) ? 'Alt-' : ''}${has(1) && !isLetter ? 'Shift-' : ''}${has(4) && isLetter ? shifted.toUpperCase() : shifted}`;
}

/** The name of a typed character: letters are their own names, control characters are Ctrl and a letter. */
export function nameOfCharacter(character: string): string {
	const code = character.codePointAt(0)!;
	return controls[code] ?? (code < 32 ? `Ctrl-${String.fromCodePoint(code + 64)}` : character);
}

/** The name of Esc and a character. A digit is an F-key: for terminals without F-keys, and people used to that. */
export function nameAfterEscape(character: string): string {
	if (/^\d$/v.test(character)) {
		return `F${character === '0' ? '10' : character}`;
	}

	return `Alt-${nameOfCharacter(character)}`;
}

/** Kitty's numbers for the keys of the keypad. */
const keypad: Readonly<Record<number, string>> = {
	57_409: '.', 57_410: '/', 57_411: '*', 57_412: '-', 57_413: '+', 57_414: 'Enter', 57_415: '=',
	57_417: 'Left', 57_418: 'Right', 57_419: 'Up', 57_420: 'Down', 57_421: 'PageUp', 57_422: 'PageDown', 57_423: 'Home', 57_424: 'End', 57_425: 'Insert', 57_426: 'Delete',
};

/** The name of a CSI sequence, given without its introducer; undefined when it is not a key. */
export function nameOfCsi(parameters: string, final: string): string | undefined {
	const [first = 0, second = 1, third = 0] = parameters.split(';').map(part => Math.trunc(Number(part.split(':', 1)[0])));
	const shifted = Number(parameters.split(';', 1)[0]!.split(':', 2)[1] ?? ''); // the character with Shift: `1:33` is !
	if (parameters.split(';', 2)[1]?.split(':', 2)[1] === '3') {
		return undefined; // kitty also reports released keys
	}

	if (final === '~' || final === '^' || final === '$') {
		if (first === 27) {
			return nameOfCode(third, second); // modifyOtherKeys
		}

		const key = tildes[first];
		const modifiers = final === '^' ? 5 : (final === '$' ? 2 : second);
		return key === undefined ? undefined : withModifiers(key, modifiers);
	}

	if (final === 'u') {
		return shifted > 0 && isShift(second) ? nameOfCode(shifted, second - 1) : nameOfCode(first, second); // kitty
	}

	const key = finals[final];
	return key === undefined ? undefined : withModifiers(key, parameters.includes(';') ? second : 1);
}

/** Keys for which most terminals send the same with Shift. */
const plainWithShift = new Set(['Space', 'Enter', 'Backspace', 'Esc']);

const isShift = (modifiers: number) => (modifiers - 1) % 2 === 1;

/** A key by its Unicode number or, beyond the characters, kitty's own number. Modifiers alone are not keys. */
function nameOfCode(code: number, modifiers: number): string | undefined {
	const isDigit = code >= 57_399 && code <= 57_408;
	const key = isDigit ? String(code - 57_399) : keypad[code];
	if (key !== undefined) {
		return withModifiers(key, modifiers);
	}

	const isCharacter = code > 0 && code <= 0x10_FF_FF && !(code >= 0xD8_00 && code <= 0xF8_FF);
	const name = isCharacter ? nameOfCharacter(String.fromCodePoint(code)) : undefined;
	if (name === undefined) {
		return undefined;
	}

	return modifiers === 2 && plainWithShift.has(name) ? name : withModifiers(name, modifiers);
}

/** The name of an SS3 sequence: F1 to F4, and the arrows of the application keypad. */
export function nameOfSs3(final: string): string | undefined {
	return final === 'M' ? 'Enter' : finals[final];
}

/** The Linux console's F1 to F5: `ESC [ [ A`. */
export function nameOfLinux(final: string): string | undefined {
	const number = 'ABCDE'.indexOf(final) + 1;
	return number > 0 ? `F${number}` : undefined;
}

const named = new Set([...Object.values(finals), ...Object.values(tildes), ...Object.values(controls)].filter(name => !name.includes('-')));

/** Whether the decoder can produce a key of this name: `F5`, `Ctrl-R`, `Alt-Left`, `c`, `ø`. */
export function isKeyName(name: string): boolean {
	const key = name.replace(/^(?:Ctrl-)?(?:Alt-)?(?:Shift-)?(?=.)/v, '');
	return (named.has(key) && !(name === `Shift-${key}` && plainWithShift.has(key))) || ([...key].length === 1 && !/[\s\p{Control}]/v.test(key));
}
