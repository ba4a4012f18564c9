import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {openJotta} from '../../../source/jotta/jotta-file-system.ts';
import {signInTo, startTestSandbox} from '../../support/sandbox.ts';
import {
	openOwnSandbox,
} from '../../support/sandbox/sandbox-client.ts';

async function openFiles(options: Parameters<typeof startTestSandbox>[0] = {}) {
	const sandbox = await startTestSandbox(options);
	const {client} = await signInTo(sandbox);
	return {sandbox, files: openJotta(client)};
}

/** What a zip holds, read from its directory as its readers do. */
function zipped(zip: Buffer): Record<string, string> {
	const end = zip.length - 22;
	let at = zip.readUInt32LE(end + 16);
	const found: Record<string, string> = {};
	for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
		const [size, nameLength, extraLength, offset] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt32LE(at + 42)];
		const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
		const content = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
		found[name] = zip.toString('utf8', content, content + size);
		at += 46 + nameLength + extraLength;
	}

	return found;
}

describe('listings (protocol.md 18.6)', () => {
	it('13. listing that fails with "packet too large"', async () => {
		const {client} = await openOwnSandbox({switches: {largestListing: 2}});
		for (const name of ['a', 'b', 'c']) {
			await client.upload(`/Jotta/Archive/large/${name}`, name);
		}

		const listing = await client.get('/Jotta/Archive/large');
		const stream = await client.get('/Jotta/Archive/large?mode=liststream');

		expect(listing.status).toBe(500);
		expect(listing.text).toContain('Packet for query is too large');
		expect(stream.text).toContain('<stats><folders>1</folders><files>3</files></stats>');
	});

	it.each(['truncate', 'cut-after'])('14. liststream cut in the middle (%s)', async effect => {
		const {files} = await openFiles({isDemo: true, faults: `GET *mode=liststream* ${effect}=300KiB`});

		const walk = async () => {
			for await (const _ of files.walk('/Jotta/Archive')) {
				// Only the end matters.
			}
		};

		await expect(walk()).rejects.toMatchObject({code: expect.stringMatching(/corrupt|offline/v) as string});
	});

	it('20. public folder link', async () => {
		const {client, sandbox} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/shared/a.txt', 'alpha');
		await client.upload('/Jotta/Archive/shared/deep/blåbær.txt', 'beta');
		await client.upload('/Jotta/Archive/shared/gone.txt', 'not in it');
		await client.post('/Jotta/Archive/shared/gone.txt?dl=true');

		const on = await client.get('/Jotta/Archive/shared?mode=enableShare');
		const uri = /<publicURI>(?<uri>[\da-f]{32})<\/publicURI>/v.exec(on.text)?.groups?.uri ?? '';
		const address = `${sandbox.url}/opin/io/downloadPublic/${client.user}/${uri}`;
		const zip = Buffer.from(await (await fetch(address)).arrayBuffer());
		const off = await client.get('/Jotta/Archive/shared?mode=disableShare');

		expect(zipped(zip)).toEqual({
			'shared/': '', 'shared/deep/': '', 'shared/deep/blåbær.txt': 'beta', 'shared/a.txt': 'alpha',
		});
		expect(off.text).not.toContain('publicURI');
		expect((await fetch(address)).status).toBe(404);
	});
});
