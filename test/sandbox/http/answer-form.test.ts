import {request} from 'node:http';
import {gunzipSync} from 'node:zlib';
import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {dressXml, endOfXml, type AnswerForm} from '../../../source/sandbox/http/answer-form.ts';
import {defaultSwitches} from '../../../source/sandbox/state/service-switches.ts';
import {openOwnSandbox} from '../../support/sandbox/sandbox-client.ts';

const formed = (text: string, form: Partial<AnswerForm>) => dressXml(text, {...defaultSwitches, ...form});

describe('how a document is written (22.3)', () => {
	it('numericReferences: all that can be a number is one, in names and in texts', () => {
		expect(formed('<folder name="blå &amp; it\'s"/>\n<path>/a &lt;b&gt;\n</path>', {numericReferences: true}))
			.toBe('<folder name="bl&#xE5; &#38; it&#39;s"/>\n<path>/a &#60;b&#62;&#10;</path>');
	});

	it('cdata: texts, but no attributes; the end of a section is no end', () => {
		expect(formed('<file name="a &amp; b">\n<path>a &amp; ]]&gt; b</path></file>', {cdata: true})).toBe('<file name="a &amp; b">\n<path><![CDATA[a & ]]]]><![CDATA[> b]]></path></file>');
	});

	it('both: numbers for what is a section elsewhere, where the text has nothing else to escape', () => {
		expect(formed('<path>a &amp; å</path><path>blå</path><size>1</size>', {cdata: true, numericReferences: true})).toBe('<path><![CDATA[a & å]]></path><path>bl&#xE5;</path><size><![CDATA[1]]></size>');
	});

	it.each([
		['replaced', 'bad\u{FFFD}name'],
		['raw', 'bad\u{1}name'],
		['references', 'bad&#x1;name'],
	] as const)('oddCharacters: what XML forbids is %s', (oddCharacters, name) => {
		expect(formed('<folder name="bad\u{1}name"/>', {oddCharacters})).toBe(`<folder name="${name}"/>`);
	});

	it('omitsStates: a complete revision says nothing of it', () => {
		expect(formed('<number>1</number>\n<state>COMPLETED</state>\n', {omitsStates: true})).toBe('<number>1</number>\n');
		expect(formed('<state>INCOMPLETE</state>\n', {omitsStates: true})).toContain('INCOMPLETE');
	});

	it('deletedAsChild: of files, with what else the element says', () => {
		expect(formed('<file name="a&gt;b" uuid="1" deleted="2026-03-02-T09:10:11Z" contextType="TRASH">\n<md5>x</md5></file>\n<folder name="f" deleted="x"/>', {deletedAsChild: true}))
			.toBe('<file name="a&gt;b" uuid="1" contextType="TRASH">\n<deleted>2026-03-02-T09:10:11Z</deleted>\n<md5>x</md5></file>\n<folder name="f" deleted="x"/>');
	});

	it('commentBehindRoot: after all documents, those of commands and streams, too', async () => {
		const {client} = await openOwnSandbox({switches: {commentBehindRoot: true}});

		for (const {text} of [await client.get(''), await client.post('/Jotta/Archive/f?mkDir=true'), await client.get('/Jotta/Archive?mode=liststream'), await client.get('/Jotta/Archive/none')]) {
			expect(text).toMatch(/<\/\w+>\s*<!-- dn-131 -->\n$/v);
		}

		expect(endOfXml(defaultSwitches)).toBe('');
	});
});

describe('how JSON is written (22.3)', () => {
	it('errorIds: without, the name is the message (N7)', async () => {
		const {client} = await openOwnSandbox({switches: {errorIds: false}});

		expect(JSON.parse((await client.api('/files/v1/allocate', {path: '/jfs/x'})).text)).toEqual({code: 400, message: 'InvalidArgumentException'});
	});

	it('nullsInJson: where there is nothing to say', async () => {
		const {client} = await openOwnSandbox({switches: {nullsInJson: true}});

		expect(JSON.parse((await client.api('/account/v1/customer')).text)).toMatchObject({username: client.user, brand_code: null, business_quota: null});
		expect(JSON.parse((await client.api('/files/v1/allocate', {path: '/jfs/x'})).text)).toMatchObject({cause: null, error_id: 'InvalidArgumentException'});
	});
});

type Raw = {readonly encoding: string | undefined; readonly body: Buffer};

/** As it comes over the line: fetch would unpack it. */
async function rawGet(address: string, headers: Readonly<Record<string, string>>): Promise<Raw> {
	return new Promise((resolve, reject) => {
		request(address, {headers}, response => {
			const pieces: Buffer[] = [];
			response.on('data', (piece: Buffer) => {
				pieces.push(piece);
			}).on('end', () => {
				resolve({encoding: response.headers['content-encoding'], body: Buffer.concat(pieces)});
			});
		}).on('error', reject).end();
	});
}

describe('gzip (N23)', () => {
	it('compresses: documents of every kind, for those who ask; never what is in files', async () => {
		const {client, sandbox: {url}} = await openOwnSandbox({switches: {compresses: true}});
		await client.upload('/Jotta/Archive/a.txt', 'aaaaaaaa');
		const ask = async (path: string, accept = 'gzip, deflate') => rawGet(url + path, {authorization: `Bearer ${client.token}`, 'accept-encoding': accept});
		const archive = `/jfs/${client.user}/Jotta/Archive`;

		for (const path of [archive, `${archive}?mode=liststream`, `${archive}/none`, `/jfs/${client.user}`]) {
			const {encoding, body} = await ask(path);
			expect([path, encoding, gunzipSync(body).toString().startsWith('<?xml')]).toEqual([path, 'gzip', true]);
		}

		const customer = await ask('/account/v1/customer');
		expect(JSON.parse(gunzipSync(customer.body).toString())).toHaveProperty('username');
		expect((await ask(archive, 'identity')).encoding).toBeUndefined();
		expect((await ask(`${archive}/a.txt?mode=bin`)).body.toString()).toBe('aaaaaaaa');
	});
});
