/** `*.jpg`, `img_?.png`: matched as a person expects, without case. */
export function namePattern(pattern: string): RegExp {
	const source = pattern.replaceAll(/[$\(\)+.\[\\\]^\{\|\}]/gv, String.raw`\$&`).replaceAll('*', '.*').replaceAll('?', '.');
	return new RegExp(`^${source}$`, 'isv');
}
