/*
Names that an answer lists and that are none: `.` and `..`, nothing, or with a slash or NUL. Part of an address they would lead
somewhere else. They are kept with a mark in front, spelled so that they lead nowhere when somebody types them, either.
*/

const mark = '\u{FFFF}'; // XML has no such character: no answer can hold it

const replacements: Readonly<Record<string, string>> = {'': '␀', '.': '．', '..': '．．'};

/** A name of an answer as it is kept: itself, or marked as one that no address may hold. */
export function listedName(name: string): string {
	const isName = !Object.hasOwn(replacements, name) && !/[\0\/]|^\u{FFFF}/v.test(name);
	return isName ? name : mark + (replacements[name] ?? name.replaceAll('/', '／').replaceAll('\0', '␀'));
}

/** The same for each name of a path of an answer. */
export function listedPath(path: string): string {
	if (path === '/') {
		return path;
	}

	const [first = '', ...names] = path.replace(/\/$/v, '').split('/');
	return [first, ...names.map(name => listedName(name))].join('/');
}

/** Whether a path, or a name, holds one that is none: nothing can be done with what is there. */
export function isUnreachable(path: string): boolean {
	return path.startsWith(mark) || path.includes(`/${mark}`);
}

/** What is shown of a kept name. */
export function nameWithoutMark(name: string): string {
	return name.startsWith(mark) ? name.slice(mark.length) : name;
}
