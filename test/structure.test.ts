import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import {describe, expect, it} from 'vitest';

const filesBelow = (folder: string) => readdirSync(folder, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
const programs = (folder: string) => filesBelow(folder).filter(file => /\.tsx?$/v.test(file));
const sources = programs('source');

/** The names that a file exports, types too. A name that it takes from another file and hands on is not its own. */
function exportsOf(file: string): readonly string[] {
	const {statements} = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
	return statements.flatMap(statement => {
		if (ts.isExportDeclaration(statement)) {
			return !statement.moduleSpecifier && statement.exportClause && ts.isNamedExports(statement.exportClause) ? statement.exportClause.elements.map(({name}) => name.text) : [];
		}

		if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.some(({kind}) => kind === ts.SyntaxKind.ExportKeyword)) {
			return [];
		}

		return ts.isVariableStatement(statement)
			? statement.declarationList.declarations.map(({name}) => (name as ts.Identifier).text)
			: [(statement as ts.DeclarationStatement).name!.text];
	});
}

/** Names that several files export, with these files. A type and a value of one name in one file are one name. */
function doubledNames(): readonly string[] {
	const homes = new Map<string, string[]>();
	for (const file of sources) {
		for (const name of new Set(exportsOf(file))) {
			homes.set(name, [...homes.get(name) ?? [], file]);
		}
	}

	return [...homes].filter(([, files]) => files.length > 1).map(([name, files]) => `${name}: ${files.join(', ')}`);
}

/** Folders with more files than a person can survey. */
function crowdedFolders(files: readonly string[]): readonly string[] {
	const counts = Map.groupBy(files, file => path.dirname(file));
	return [...counts].filter(([, inside]) => inside.length > 25).map(([folder, inside]) => `${folder}: ${inside.length}`);
}

function longFiles(files: readonly string[]): readonly string[] {
	return files.filter(file => readFileSync(file, 'utf8').trimEnd().split('\n').length > 300);
}

describe('the program', () => {
	it('exports no name twice', () => {
		expect(doubledNames()).toEqual([]);
	});

	it('has no folder with more than 25 files', () => {
		expect(crowdedFolders(filesBelow('source'))).toEqual([]);
	});

	it('has no file with more than 300 lines', () => {
		expect(longFiles(sources)).toEqual([]);
	});
});

describe('the tests', () => {
	it('have no folder with more than 25 files', () => {
		expect(crowdedFolders(filesBelow('test'))).toEqual([]);
	});

	it('have no file with more than 300 lines', () => {
		expect(longFiles(programs('test'))).toEqual([]);
	});
});
