/*
Writes the manual page into dist/, from the table of commands.
*/
import {readFile, writeFile} from 'node:fs/promises';
import {manualPage} from '../source/cli/manual.ts';
import {commandTable} from '../source/commands/table.ts';

const root = new URL('../', import.meta.url);
const {version} = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as {version: string};
await writeFile(new URL('dist/jottafm.1', root), manualPage(commandTable, version));
