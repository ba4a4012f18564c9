import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, it} from 'vitest';
import {isNextStep} from '../source/advice.ts';

const below = ['files', 'jotta', 'settings', 'transfers'].flatMap(folder => readdirSync(path.join('source', folder), {recursive: true, withFileTypes: true}))
	.filter(entry => entry.isFile())
	.map(entry => path.join(entry.parentPath, entry.name));

it.each(below)('%s leaves keys and command lines to the surfaces', file => {
	const steps = readFileSync(file, 'utf8').split('\n').filter(line => line.includes('nextStep'));

	expect(steps.filter(line => /Ctrl-|\bF\d|[Pp]ress \w\b|['\(`]\w \w[\),]|jottafm [a-z]/v.test(line))).toEqual([]);
});

it('is read from another process as a sentence or as data', () => {
	expect([isNextStep('Try again.'), isNextStep(''), isNextStep({kind: 'refresh'})]).toEqual([true, true, true]);
	expect([isNextStep(undefined), isNextStep(null), isNextStep({}), isNextStep(4)]).toEqual([false, false, false, false]);
});
