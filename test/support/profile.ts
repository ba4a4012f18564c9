import process from 'node:process';
import {expect} from 'vitest';
import {profileNames, type Profile} from '../../source/sandbox/start-words.ts';

/**
How the sandbox of this test answers. What the built program does is tried with all that is known to differ in the real
service, so the end-to-end tests run on the strict profile, and `JOTTAFM_PROFILE=lenient` or `default` chooses another.
All other tests are on the default one, and say themselves what they want besides.
*/
export function profileOfTest(): Profile {
	const {JOTTAFM_PROFILE: wanted = 'strict'} = process.env;
	const known = profileNames.find(name => name === wanted);
	if (known === undefined) {
		throw new Error(`JOTTAFM_PROFILE is one of ${profileNames.join(', ')}.`);
	}

	return expect.getState().testPath?.includes('/test/end-to-end/') ? known : 'default';
}
