/*
Writes the README's table of keys from the table of commands. A test fails when the two differ.
*/
import {readFile, writeFile} from 'node:fs/promises';
import {withKeyTable} from '../source/app/keymap/key-table.ts';

const readme = new URL('../README.md', import.meta.url);
await writeFile(readme, withKeyTable(await readFile(readme, 'utf8')));
