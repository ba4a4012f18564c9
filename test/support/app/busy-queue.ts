import type {QueueRow, QueueSnapshot} from '../../../source/transfers/snapshot.ts';

const transfer = (id: number, name: string, row: Partial<QueueRow>): QueueRow => ({
	id, jobId: 1, name, source: {kind: 'local', path: `/${name}`}, target: {kind: 'local', path: `/to/${name}`},
	direction: 'up', phase: 'waiting', size: 31_200_000, progressed: 0, speed: 0, sent: 0, ...row,
});

/** Two items run, one asks, two have failed, one waits, three are done. */
export const busyQueue: Partial<QueueSnapshot> = {
	totals: {
		running: 2, waiting: 41, paused: 0, asks: 1, failed: 2, done: 118, skipped: 0, cancelled: 0, bytes: 74.2e9, bytesDone: 16.9e9, bytesLeft: 57.3e9, isCounting: false,
	},
	speed: 18.4e6,
	secondsLeft: 3120,
	isEngineRunning: true,
	rows: [
		transfer(1, 'march/IMG_1977.CR3', {phase: 'hashing', progressed: 22_150_000, speed: 96e6}),
		transfer(2, 'video_2026-04-20_take-final.mov', {
			phase: 'sending', size: 14.6e9, progressed: 3.36e9, speed: 18.4e6,
		}),
		transfer(3, 'IMG_2042.CR3', {phase: 'asks', conflict: {source: {size: 30_900_000}, target: {size: 30_800_000}}}),
		transfer(6, 'gone.mov', {phase: 'failed', failure: {code: 'not-found', sentence: 'gone.mov is not there any more.', nextStep: 'Press d to forget it.'}}),
		transfer(7, 'Letters/写真 and a name that goes on for longer than its column.docx', {
			direction: 'down', phase: 'failed', size: 88_000, failure: {code: 'quota-full', sentence: 'The disk needs 88.0 kB more than it has left.', nextStep: 'Make room, then press r.'},
		}),
		transfer(4, 'march/IMG_1978.CR3', {}),
		transfer(5, '2024/old.zip', {phase: 'done', size: 9e6}),
		transfer(8, '2024/new.zip', {phase: 'done', size: 9e6, sent: 9e6}),
		transfer(9, '2024', {phase: 'done', size: 0, isFolder: true}),
	],
};
