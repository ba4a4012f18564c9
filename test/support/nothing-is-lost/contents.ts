import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';

/** All contents that were ever written, by MD5; each is different. */
export type Contents = {
	/** A new content each time; the same content for the same number. */
	readonly make: (label: string) => {readonly text: string; readonly md5: string};
	readonly nameOf: (md5: string) => string | undefined;
	readonly all: () => readonly string[];
};

export const md5Of = (bytes: Buffer | string): string => createHash('md5').update(bytes).digest('hex');
export const emptyMd5 = md5Of('');

export function createContents(run: number): Contents {
	const labels = new Map<string, string>([[emptyMd5, 'nothing']]);
	return {
		make(label) {
			const start = `${label} of run ${run} `;
			const text = start + 'x'.repeat(Buffer.from(label).reduce((sum, byte) => sum + byte, 0) % 150);
			const md5 = md5Of(text);
			labels.set(md5, label);
			return {text, md5};
		},
		nameOf: md5 => labels.get(md5),
		all: () => [...labels.keys()].filter(md5 => md5 !== emptyMd5),
	};
}
