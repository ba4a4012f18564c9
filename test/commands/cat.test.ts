import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {openGround} from '../support/hostile/ground.ts';
import {runCommandLine} from '../support/hostile/run-command.ts';

function * withoutEnd(body: Buffer): Generator<Buffer> {
	yield body;
	for (;;) {
		yield Buffer.alloc(65_536);
	}
}

describe('cat', () => {
	it('does not read on for ever behind the end of a file', async () => {
		const ground = await openGround();
		await ground.reset();
		ground.server.spoilBy(async (_, ask, {url}) => url.includes('mode=bin') ? {...await ask(), pieces: withoutEnd} : undefined);

		expect(await runCommandLine(['cat', 'jotta:plan.txt'], ground)).toMatchObject({hangs: false, err: expect.stringContaining('longer than Jottacloud lists it') as string});
	});
});
