import {expect, it} from 'vitest';
import {
	againText,
	leftText,
	percentDone,
	rateText,
} from '../../source/transfers/progress-text.ts';

const totals = {
	running: 1, waiting: 0, paused: 0, asks: 0, failed: 0, done: 3, skipped: 0, cancelled: 0, bytes: 1000, bytesDone: 1000, bytesLeft: 0, isCounting: false,
};

it('hashing is said as hashing, not as a line that stands still', () => {
	expect(rateText({speed: 0, hashing: 412e6, totals})).toBe('hashing 412 MB/s');
	expect(rateText({speed: 18.4e6, hashing: 412e6, totals})).toBe('18.4 MB/s');
	expect(rateText({speed: 0, hashing: 0, totals})).toBe('0 B/s');
	expect(rateText({speed: 9, hashing: 9, totals: {...totals, running: 0}})).toBe('');
});

it('the time left is told only while something runs', () => {
	const pace = {
		speed: 9, hashing: 0, secondsLeft: 90, totals,
	};

	expect([leftText(pace), leftText({...pace, totals: {...totals, running: 0}})]).toEqual(['2m', undefined]);
});

it('it is 100 % when nothing is left, not even a question', () => {
	const over = {...totals, running: 0};

	expect([totals, {...over, asks: 4}, {...over, failed: 1}, {...over, isCounting: true}, over].map(each => percentDone(each))).toEqual([99, 99, 99, 99, 100]);
	expect(percentDone({
		...over, waiting: 1, bytes: 0, bytesDone: 0,
	})).toBe(0);
});

it('an item whose time has come is not “again in 0s”', () => {
	expect([againText(15_000, 10_000), againText(10_100, 10_000), againText(9000, 10_000)]).toEqual(['again in 5s', 'again in 1s', 'again when it is its turn']);
});
