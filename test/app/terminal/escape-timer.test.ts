import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {connect, createServer, type AddressInfo} from 'node:net';
import {expect, it, onTestFinished} from 'vitest';
import {setEscapeTimer} from '../../../source/app/terminal/escape-timer.ts';
import {createKeyDecoder} from '../../../source/app/terminal/key-decoder.ts';

it('an arrow whose rest has arrived while the program was held up is an arrow', async () => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const keyboard = connect((server.address() as AddressInfo).port, '127.0.0.1');
	const [program] = await once(server, 'connection') as [typeof keyboard];
	onTestFinished(() => {
		keyboard.destroy();
		server.close();
	});
	const keys: string[] = [];
	const decoder = createKeyDecoder({
		escapeWait: 5,
		setTimer: setEscapeTimer,
		onEvent(event) {
			keys.push(event.kind === 'key' ? event.key : event.kind);
		},
	});
	program.on('data', decoder.feed);

	decoder.feed(Buffer.from('\u{1B}'));
	keyboard.write('[B');
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50); // nothing else happens here meanwhile
	await expect.poll(() => keys).not.toEqual([]);

	expect(keys).toEqual(['Down']);
});
