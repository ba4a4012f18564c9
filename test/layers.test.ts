import process from 'node:process';
import {readdirSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import xo from 'xo';

const forbidden = [
	['source/jotta', '../app/run.tsx'],
	['source/jotta', '../transfers/queue.ts'],
	['source/jotta', '../sandbox/server.ts'],
	['source/jotta', '../files/local-file-system.ts'],
	['source/jotta/http', '../../files/local-file-system.ts'],
	['source/jotta', 'react'],
	['source/sandbox', '../jotta/names.ts'],
	['source/sandbox', '../failure.ts'],
	['source/files', '../jotta/names.ts'],
	['source/app', '../commands/cp.ts'],
	['source/commands', '../app/run.tsx'],
	['source/transfers/engine', '../../app/run.tsx'],
	['source/settings', '../files/entry.ts'],
] as const;

const allowed = [
	['source/jotta', '../files/entry.ts'],
	['source/jotta/http', '../../failure.ts'],
	['source/app', '../transfers/queue.ts'],
	['source/sandbox', './tree.ts'],
] as const;

/** Lints an import as if it stood in a file of that folder; the linter's parser wants one that exists. */
async function complaints(folder: string, imported: string): Promise<readonly string[]> {
	const filePath = `${folder}/${readdirSync(folder).find(name => /\.tsx?$/v.test(name))}`;
	const {results} = await xo.lintText(`import {subject} from '${imported}';\n\nexport const other = subject;\n`, {filePath, cwd: process.cwd()});
	return results.flatMap(result => result.messages).map(message => String(message.ruleId)).filter(rule => rule === 'no-restricted-imports');
}

describe('the layer rule', () => {
	it.each(forbidden)('refuses that %s imports %s', async (folder, imported) => {
		expect(await complaints(folder, imported)).toEqual(['no-restricted-imports']);
	});

	it.each(allowed)('lets %s import %s', async (folder, imported) => {
		expect(await complaints(folder, imported)).toEqual([]);
	});
});
