/*
Runs every *.bench.ts in this folder, one after the other, and prints one table (design.md 6).
`npm run bench -- screen` runs those with "screen" in their names. Transfers have many jobs:
`npm run bench -- transfers --only "GiB down" --rounds 5 --gib 0.5` runs one of them, five times, with a smaller file.
*/
import {readdir} from 'node:fs/promises';
import {parseArgs} from 'node:util';
import type {Bench, BenchRow} from './bench-row.ts';

const {values, positionals: wanted} = parseArgs({
	allowPositionals: true,
	options: {only: {type: 'string'}, rounds: {type: 'string', default: '3'}, gib: {type: 'string', default: '2'}},
});
const options = {only: values.only, rounds: Number(values.rounds), gib: Number(values.gib)};
const folder = new URL('./', import.meta.url);
const files = await readdir(folder);
const benches = files.filter(name => name.endsWith('.bench.ts'));
const chosen = benches.filter(name => wanted.length === 0 || wanted.some(word => name.includes(word)));

const table: BenchRow[] = [];
for (const file of chosen.toSorted()) {
	console.error(`measuring ${file.replace('.bench.ts', '')} …`);
	const bench = await import(new URL(file, folder).href) as Bench;
	table.push(...await bench.measure(options));
}

printTable(table);

function printTable(rows: readonly BenchRow[]): void {
	const cells = [['what', 'measured', 'budget', 'peer'], ...rows.map(row => [row.what, row.figure, row.budget, row.peer ?? ''])];
	const widths = [0, 1, 2, 3].map(column => Math.max(...cells.map(row => row[column]?.length ?? 0)));
	for (const row of cells) {
		console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
	}
}
