/*
Writes the README's tables of keys and commands, and the manual page, from the tables in the code. Tests fail when they differ.
*/
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {withKeyTable} from '../source/app/keymap/key-table.ts';
import {manualPage, withCommandTable} from '../source/commands/manual.ts';

const root = new URL('../', import.meta.url);
const readme = new URL('README.md', root);
await writeFile(readme, withCommandTable(withKeyTable(await readFile(readme, 'utf8'))));
await mkdir(new URL('man/', root), {recursive: true});
const {version} = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as {version: string};
await writeFile(new URL('man/jottafm.1', root), manualPage(version));
