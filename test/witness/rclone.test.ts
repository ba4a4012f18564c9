import {expect, it} from 'vitest';
import {publicLoginToken} from '../support/sign-in/login-token.ts';
import {
	describeWithRclone,
	linesOf,
} from '../support/rclone.ts';

describeWithRclone('rclone on the sandbox', ({openWitness}) => {
	it('signs in with a login token, and not twice with the same', async () => {
		const {ask, rclone, sandbox} = await openWitness({isSignedIn: false});
		const token = await publicLoginToken(sandbox);
		const signIn = async (name: string) => rclone(['config', 'create', name, 'jottacloud', 'config_type=standard', `config_login_token=${token}`, 'config_non_standard=false']);

		const [first, second] = [await signIn('one'), await signIn('two')];

		expect([first.status, second.status]).toEqual([0, expect.toSatisfy(status => status > 0)]); // 1 in older ones, 2 in newer
		expect(second.err).toContain('Invalid user credentials');
		expect(JSON.parse(await ask('config', 'userinfo', '--json', 'one:'))).toMatchObject({Username: sandbox.state.person.username, Email: 'ola@example.no'});
	});

	it('chooses another device and mountpoint', async () => {
		const {ask, sandbox} = await openWitness({isDemo: true, isSignedIn: false});

		await ask('config', 'create', 'laptop', 'jottacloud', 'config_type=standard', `config_login_token=${await publicLoginToken(sandbox)}`, 'config_non_standard=true', 'config_device=LAPTOP-01', 'config_mountpoint=Projects');

		expect(linesOf(await ask('lsf', 'laptop:'))).toEqual(['website/']);
		expect(linesOf(await ask('lsf', 'laptop:website'))).toHaveLength(20);
	});

	it('goes on with a new token when the old one has run out', async () => {
		const {ask, sandbox} = await openWitness({isDemo: true, tokenTtl: 1});
		sandbox.state.clock.advance(5000);

		expect(linesOf(await ask('lsf', 'jotta:Documents/Taxes'))).toEqual(['2025.csv']);
		expect(sandbox.log.filter(({path}) => path.endsWith('/token')).length).toBeGreaterThan(1);
	});

	it('is told that its session was revoked', async () => {
		const {rclone, sandbox} = await openWitness({tokenTtl: 1});
		sandbox.state.identity.revokeAll();
		sandbox.state.clock.advance(5000);

		const {status, err} = await rclone(['lsf', 'jotta:']);

		expect(status).not.toBe(0);
		expect(err).toMatch(/invalid_grant|required client/v);
	});

	it('lists folders, live ones only', async () => {
		const {ask} = await openWitness({isDemo: true});

		const lines = linesOf(await ask('lsd', 'jotta:')).map(line => line.trim().split(/\s+/v).slice(4).join(' '));

		expect(lines).toEqual(['Documents', 'Music', 'Odd names', 'Pictures', 'Sensor logs']);
		expect(linesOf(await ask('lsf', 'jotta:Documents'))).not.toContain('Drafts/');
	});

	it.each(['all', 'implied'] as const)('sees the same tree by folders and by stream (folders announced: %s)', async streamStyle => {
		const {ask, sandbox} = await openWitness({isDemo: true, streamStyle});
		const format = ['lsf', '-R', '--format', 'pst', '--exclude', '/Sensor logs/**', 'jotta:'];

		const [walked, streamed] = [linesOf(await ask(...format)), linesOf(await ask(...format, '--fast-list'))];

		const files = (lines: readonly string[]) => lines.filter(line => !line.includes('/;'));
		expect(files(streamed)).toEqual(files(walked));
		expect(files(walked).length).toBeGreaterThan(70);
		expect(sandbox.log.filter(({path}) => path.includes('mode=liststream'))).toHaveLength(1);
	});

	it('discards a stream that was cut in the middle', async () => {
		const {rclone} = await openWitness({isDemo: true, faults: 'GET *mode=liststream* truncate=200KiB'});

		const {status} = await rclone(['lsf', '-R', '--fast-list', 'jotta:']);

		expect(status).not.toBe(0);
	});

	it('reads quota and usage', async () => {
		const {ask} = await openWitness({isDemo: true, capacity: 1_000_000_000});

		const {total, used, free} = JSON.parse(await ask('about', '--json', 'jotta:')) as Record<'total' | 'used' | 'free', number>;

		expect(total).toBe(1_000_000_000);
		expect(used).toBeGreaterThan(1_000_000);
		expect(free).toBe(total - used);
	});

	it('leaves out the size of an account without limit', async () => {
		const {ask} = await openWitness({capacity: -1});

		expect(JSON.parse(await ask('about', '--json', 'jotta:'))).toEqual({used: 0});
	});
});
