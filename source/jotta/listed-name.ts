/*
What an answer lists as a name and is none: `.` and `..`, the empty name, and what holds a slash or NUL. In an address it would
lead somewhere else. Such a name is kept with a mark in front, and spelled so that it leads nowhere when somebody types it.
*/

const mark = '\u{FFFF}'; // XML has no such character; what an answer lists with it in front all the same is one of these, too

const replacements: Readonly<Record<string, string>> = {'': '␀', '.': '．', '..': '．．'};

/** A name of an answer as it is kept: unchanged, or marked as one that must not go into an address. */
export function listedName(name: string): string {
	const isName = !Object.hasOwn(replacements, name) && !/[\0\/]|^\u{FFFF}/v.test(name);
	return isName ? name : mark + (replacements[name] ?? name.replaceAll('/', '／').replaceAll('\0', '␀'));
}

/** The same for each name in a path of an answer. */
export function listedPath(path: string): string {
	if (path === '/') {
		return path;
	}

	const [first = '', ...names] = path.replace(/\/$/v, '').split('/');
	return [first, ...names.map(name => listedName(name))].join('/');
}

/** A path of an answer that is another person's, or none at all. */
export function pathElsewhere(path: string): string {
	const names = listedPath(`/${path.replace(/^\/+/v, '')}`).slice(1);
	return `/${isUnreachable(names) ? '' : mark}${names}`;
}

/** Whether a name, or one in a path, is marked: nothing can be done with what is there. */
export function isUnreachable(path: string): boolean {
	return path.startsWith(mark) || path.includes(`/${mark}`);
}

/** A kept name as it is shown. */
export function nameWithoutMark(name: string): string {
	return name.startsWith(mark) ? name.slice(mark.length) : name;
}
