import type {Overwrite} from '../../transfers/item.ts';

/*
What cp and mv take and write; the same for both.
*/

export type CopyOptions = {
	readonly overwrite?: Overwrite;
	readonly checksum?: boolean;
	readonly transfers?: number;
	readonly dryRun?: boolean;
	readonly detach?: boolean;
};

export const copyOptions = [
	{
		flags: '--overwrite <rule>',
		about: 'what to do when a name is taken by other content; else the setting overwrite. The same content counts as copied: mv takes the original away',
		choices: ['ask', 'newer', 'always', 'never', 'rename'],
	},
	{flags: '--checksum', about: 'where newer decides: whatever differs in content is overwritten, whatever its time'},
	{flags: '--transfers <n>', about: 'so many files at once, until the queue is empty', isNumber: true},
	{flags: '--dry-run', about: 'only show what would be done, file by file', conflicts: ['detach']},
	{flags: '--detach', about: 'leave it to the engine and return at once'},
] as const;

export const copyWords = [{
	name: 'paths', about: 'one or more sources and the destination: NAME:PATH or local; - as the one source of cp is standard input', isMany: true, is: 'path',
}] as const;

export const fewestCopyWords = {count: 2, message: 'a source and a destination are needed'};

export const copyJson = {
	job: 'its number in the queue', done: 'files and folders', skipped: '', reasons: 'how many were skipped for each reason', failed: '', bytes: 'of all files', sent: 'bytes that crossed the line: what the service had costs none',
	action: 'with --dry-run: make, copy, move, same, overwrite, skip, rename, ask or fail', reason: 'with --dry-run: why that',
	name: 'with --dry-run: path below the destination', size: 'with --dry-run: bytes', from: 'with --dry-run', to: 'with --dry-run', failure: 'with --dry-run: why it cannot be done',
};
