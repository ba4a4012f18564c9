import {describe, expect, it} from 'vitest';
import {readSwitches} from '../../source/sandbox/start-words.ts';
import {checkSwitches} from '../../source/sandbox/state/service-switches.ts';

describe('a switch on the command line', () => {
	it.each([
		['needsRange=true', {needsRange: true}],
		['oddCharacters=raw', {oddCharacters: 'raw'}],
		['allocateStatus=201', {allocateStatus: 201}],
		['page=403', {page: '403'}],
		['redirectsTo=https://a.example/?b=c', {redirectsTo: 'https://a.example/?b=c'}],
		['locks=["read"]', {locks: ['read']}],
		['displayNames={"a":"b"}', {displayNames: {a: 'b'}}],
		['largestListing=10', {largestListing: 10}],
	])('%s', (text, switches) => {
		expect(readSwitches([text])).toEqual(switches);
	});

	it.each(['needsRange', 'nothing=1', 'needsRange=yes', 'oddCharacters=odd', 'allocateStatus=202', 'locks=read', 'largestListing=many', 'toString=1'])('%s is refused with a sentence', text => {
		expect(() => readSwitches([text])).toThrow(RangeError);
	});

	it('is held against the same rules from elsewhere', () => {
		expect(checkSwitches({needsRange: true, allocateStatus: 201})).toEqual({needsRange: true, allocateStatus: 201});
		expect(() => checkSwitches({needsRange: 1})).toThrow('needsRange is true or false');
		expect(() => checkSwitches(null)).toThrow(RangeError);
	});
});
