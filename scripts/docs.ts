/*
Writes the README's tables of keys, commands and settings from the tables in the code. Tests fail when they differ.
*/
import {readFile, writeFile} from 'node:fs/promises';
import {withKeyTable} from '../source/app/command-table/readme-table.ts';
import {withCommandTable, withSettingsTable} from '../source/cli/manual.ts';
import {commandTable} from '../source/commands/table.ts';

const readme = new URL('../README.md', import.meta.url);
await writeFile(readme, withSettingsTable(withCommandTable(withKeyTable(await readFile(readme, 'utf8')), commandTable)));
