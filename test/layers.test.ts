import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import xo from 'xo';
import {floorOf, floors, refusal} from '../xo.floors.ts';

const sources = readdirSync('source', {recursive: true, withFileTypes: true}).filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));

/** What a file imports of ours, types counted; by its path. */
function importsOf(file: string): readonly string[] {
	return Array.from(readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(?<name>\.[^']+)'/gv), ({groups}) => path.join(path.dirname(file), groups!.name!));
}

/** Files that import each other in a circle, each with the way back to itself. */
function circles(): readonly string[] {
	const ended = new Set<string>();
	const found: string[] = [];
	const follow = (file: string, trail: readonly string[]) => {
		if (trail.includes(file)) {
			found.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
		} else if (!ended.has(file)) {
			for (const imported of importsOf(file).filter(each => sources.includes(each))) {
				follow(imported, [...trail, file]);
			}

			ended.add(file);
		}
	};

	for (const file of sources) {
		follow(file, []);
	}

	return found;
}

/** One file of each floor, and a floor that it does not stand on. */
const refused = Object.keys(floors).flatMap(floor => {
	const file = sources.find(each => floorOf(each) === floor);
	const above = Object.keys(floors).find(other => other !== floor && floor !== 'cli.tsx' && !floors[floor]!.includes(other) && sources.some(each => floorOf(each) === other));
	const imported = sources.find(each => floorOf(each) === above);
	return file === undefined || imported === undefined ? [] : [[floor, file, imported] as const];
});

/** Lints an import as if it stood in that file; the linter's parser wants one that exists. */
async function lint(file: string, imported: string): Promise<readonly string[]> {
	const {results} = await xo.lintText(`import {subject} from '${imported}';\n\nexport const other = subject;\n`, {filePath: file, cwd: process.cwd()});
	return results.flatMap(result => result.messages).map(message => String(message.ruleId)).filter(rule => rule.startsWith('house/'));
}

describe('the floors', () => {
	it('are named for every folder', () => {
		expect(sources.filter(file => floorOf(file) === undefined)).toEqual([]);
	});

	it.each(Object.entries(floors))('lead down only: nothing below %s stands on it', (floor, below) => {
		expect(below.filter(other => other !== floor && floors[other]?.includes(floor))).toEqual([]);
	});

	it.each(refused)('are kept by lint: %s', async (_, file, imported) => {
		expect(await lint(file, `./${path.posix.relative(path.dirname(file), imported)}`)).toEqual(['house/floors']);
	});

	it('let a file import what is below', () => {
		expect(refusal('source/app/screens/queue.tsx', 'source/app/stores/queue.ts')).toBeUndefined();
		expect(refusal('source/app/screens/queue.tsx', 'source/failure.ts')).toBeUndefined();
		expect(refusal('source/jotta/links.ts', 'source/files/entry.ts')).toBeUndefined();
	});

	it('keep React and Ink in the app', async () => {
		expect(await lint('source/jotta/links.ts', 'react')).toEqual(['house/floors']);
		expect(await lint('source/app/stores/store.ts', 'react')).toEqual([]);
	});
});

describe('the files', () => {
	it('import each other in no circle', () => {
		expect(circles()).toEqual([]);
	});
});
