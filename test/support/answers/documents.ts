/*
Answers in the shapes in which the service has been seen to give them, and some that try one weakness each. The names in them are
made up; the person is f3a1. What each must give is said in test/jotta/shaped-answers.test.ts.
*/

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

type Revision = {readonly number?: number; readonly state?: string; readonly size?: number; readonly md5?: string; readonly mime?: string; readonly style?: string; readonly modified?: string};

/** The fields of a revision; `style`: old answers have the kind a second time. */
function revision({number = 1, state = 'COMPLETED', size = 318, md5 = '586e853606991b88103b9f84f79f988e', mime = 'text/plain', style = 'text/plain', modified = '2017-03-02-T11:10:13Z'}: Revision = {}): string {
	const isUnsized = size === -1;
	return `\n      <number>${number}</number>\n      <state>${state}</state>\n      <created>2017-03-01-T10:00:00Z</created>\n      <modified>${modified}</modified>\n      <mime>${mime}</mime>\n      <mstyle>${style}</mstyle>\n      ${isUnsized ? '' : `<size>${size}</size>\n      `}<md5>${md5}</md5>\n      <updated>2017-03-02-T11:10:14Z</updated>\n    `;
}

const current = (facts?: Revision) => `<currentRevision>${revision(facts)}</currentRevision>`;
const latest = (facts?: Revision) => `<latestRevision>${revision(facts)}</latestRevision>`;
const places = (parent: string) => `<path xml:space="preserve">${parent}</path>\n  <abspath xml:space="preserve">${parent}</abspath>`;

/** A file's own document. */
function file(inside: string, {name = 'notes.md', attributes = ''}: {readonly name?: string; readonly attributes?: string} = {}): string {
	return `${head}<file name="${name}" uuid="2a9c996f-3ff7-4910-bd9b-6c944700281e" ${attributes}time="2017-03-02-T17:58:02Z" host="dn-094">\n  ${inside}\n</file>\n`;
}

/** A folder's document with its children. */
function folder(inside: string, {name = 'Trip', root = 'folder'}: {readonly name?: string; readonly root?: string} = {}): string {
	const named = root === 'folder' ? ` name="${name}"` : '';
	return `${head}\n<${root}${named} time="2017-03-12-T20:09:51Z" host="dn-099">\n  ${root === 'folder' ? '' : `<name xml:space="preserve">${name}</name>\n  `}${places('/f3a1/Jotta/Archive')}\n  ${inside}\n</${root}>\n`;
}

const mountpoint = (name: string, inside: string) => `<mountPoint>\n      <name xml:space="preserve">${name}</name>\n      ${inside}\n    </mountPoint>`;

/** What a device says of itself, and its mountpoints. */
function device({name = 'Jotta', title = name, type = 'JOTTA', list = ''}: {readonly name?: string; readonly title?: string; readonly type?: string; readonly list?: string}): string {
	return `${head}\n<device time="2017-03-06-T16:34:22Z" host="dn-096.site-000.jotta.no">\n  <name xml:space="preserve">${name}</name>\n  <display_name xml:space="preserve">${title}</display_name>\n  <type>${type}</type>\n  <sid>94f8ebe1-32ce-4fa3-8f47-452cb1552d31</sid>\n  <size>108</size>\n  <modified>2017-03-06-T14:29:15Z</modified>\n  <user>f3a1</user>\n  ${list === '' ? '' : `<mountPoints>\n    ${list}\n  </mountPoints>\n  <metadata first="" max="" total="3" num_mountpoints="3"/>\n`}</device>\n`;
}

const searchResult = (inside: string) => `${head}\n<searchresult time="2017-03-02-T22:01:59Z" host="dn-100">\n  <files>\n    ${inside}\n  </files>\n  <metadata first="0" max="4" total="4" num_folders="4"/>\n</searchresult>\n`;
const trashedFolder = (name: string, parent: string, time: string) => `<folder name="${name}" deleted="2017-03-${time}Z" contextType="TRASH">\n      <abspath xml:space="preserve">${parent}</abspath>\n    </folder>`;

export const documents = {
	deviceWithTrashed: device({
		list: [
			mountpoint('OldSet', '<deleted>2017-03-06-T10:45:57Z</deleted>\n      <abspath xml:space="preserve">/f3a1/Jotta</abspath>\n      <size>21</size>\n      <modified>2017-03-05-T12:46:03Z</modified>'),
			mountpoint('OldEmpty', '<deleted>2017-03-06-T10:34:09Z</deleted>\n      <abspath xml:space="preserve">/f3a1/Jotta</abspath>\n      <size>0</size>\n      <modified></modified>'),
			mountpoint('Archive', '<size>87</size>\n      <modified>2017-03-06-T14:29:15Z</modified>'),
		].join('\n    '),
	}),
	deviceWithTrash: `<device time="2026-07-27T07:19:53Z">\n  <name xml:space="preserve">Jotta</name>\n  <user>f3a1</user>\n  <mountPoints>\n    ${[mountpoint('Archive', '<size></size>'), mountpoint('Sync', ''), mountpoint('Trash', '')].join('\n    ')}\n  </mountPoints>\n</device>\n`,
	deviceWithReferences: device({
		name: 'Ola&#39;s Mac', title: 'Ola&#39;s bl&#xE5; Mac &amp; co', type: 'MACBOOK', list: `${mountpoint('Bilder &#8211; 2024', '<size>5</size><modified>2026-07-27T07:19:53+0200</modified>')}${mountpoint('Tom &amp; Jerry', '<size>0</size><modified></modified>')}`,
	}),
	user: `${head}\n<user time="2015-09-12-T23:14:23Z" host="dn-093.site-000.jotta.no">\n  <username>f3a1</username>\n  <account-type>unlimited</account-type>\n  <locked>false</locked>\n  <capacity>-1</capacity>\n  <max-devices>-1</max-devices>\n  <usage>2039672393219</usage>\n  <enable-sync>true</enable-sync>\n  <devices>\n    <device>\n      <name xml:space="preserve">My old phone</name>\n      <type>IPHONE</type>\n      <sid>0d015a5b-c2e6-46b3-9df8-00269c350000</sid>\n      <size>4280452534</size>\n      <modified>2015-01-04-T08:03:09Z</modified>\n    </device>\n    <device>\n      <name xml:space="preserve">Jotta</name>\n      <display_name xml:space="preserve">Jotta</display_name>\n      <type>JOTTA</type>\n      <size>9</size>\n      <modified></modified>\n    </device>\n  </devices>\n</user>\n`,
	mountpointRemoved: device({name: 'PC01', type: 'WORKSTATION'}),
	mountpointMade: `${head}<mountPoint time="2017-03-08-T21:07:04Z" host="dn-138">\n  <name xml:space="preserve">Photos</name>\n  ${places('/f3a1/PC01')}\n  <size>0</size>\n  <modified></modified>\n  <device>PC01</device>\n  <user>f3a1</user>\n</mountPoint>\n`,
	file: file(`${places('/f3a1/Jotta/Archive')}\n  ${current()}`),
	fileTrashed: file(`${places('/f3a1/Jotta/Archive')}\n  ${current()}`, {attributes: 'deleted="2017-03-08-T19:55:01Z" '}),
	fileTrashedBare: '<file name="notes.md" uuid="b363c7f6-53aa-49a3-a587-9cd346666a52" deleted="2026-08-29-T13:45:33Z">\n  <currentRevision>\n    <size>28</size>\n    <md5>9a6924f78982f7e759f371f08fb5d57e</md5>\n    <created>2026-08-29-T13:44:54Z</created>\n    <modified>2026-08-29-T13:44:54Z</modified>\n  </currentRevision>\n</file>\n',
	fileShared: file(`${places('/f3a1/Jotta/Archive')}\n  <publicURI>c8d5d14fa0b7458a8221452e0ff60bda</publicURI>\n  <publicSharePath>/s/4b2c8d5d14fa0b7458a8221452e0ff60bda</publicSharePath>\n  ${current()}`),
	fileWithHistory: file(`${places('/f3a1/Jotta/Archive')}\n  ${current({
		number: 10, md5: '7909481653B3E89780847B08407DB8BE', mime: 'image/jpeg', style: 'IMAGE_JPEG',
	})}\n  <revisions>\n    ${[9, 8, 7, 6].map(number => `<revision>${revision({number})}</revision>`).join('\n    ')}\n  </revisions>`),
	fileCorrupt: file(`${places('/f3a1/Jotta/Archive')}\n  <revision>${revision({number: 3, state: 'CORRUPT'})}</revision>`),
	fileIncomplete: file(`${places('/f3a1/Jotta/Archive')}\n  ${latest({state: 'INCOMPLETE', size: 100})}`).replace('</size>', '</size> <!-- WHAT HAS ARRIVED SO FAR -->'),
	fileAfterCorrupt: file(`${current({number: 3, md5: '7909481653B3E89780847B08407DB8BE'})}\n  ${latest({number: 10, state: 'CORRUPT', size: -1})}`),
	fileAfterIncomplete: file(`${current({number: 8})}\n  ${latest({number: 9, state: 'INCOMPLETE', size: -1})}`),
	fileWithComment: `${head}<file name="notes.md" uuid="1"><currentRevision><number>1</number><state>COMPLETED</state><size>1</size></currentRevision></file>\n<!-- dn-1 -->\n`,
	fileOfNoTime: file(current({modified: '0001-01-01-T00:00:00Z'})),
	folder: folder(`<folders>\n    <folder name="Documents"/>\n  </folders>\n  <files>\n    <file name="draft.txt~" uuid="c6684726-a842-4536-95b9-140584515dd1">\n    ${current({number: 127, size: 20_480})}\n    </file>\n  </files>\n  <metadata first="" max="" total="2" num_folders="1" num_files="1"/>`),
	mountpoint: folder(`<folders>\n    <folder name="folder1"/>\n  </folders>\n  <files>\n    <file name="large" uuid="7a36a217-88d5-4804-99df-bbc42eb4a9f2">\n    ${latest({state: 'INCOMPLETE', size: -1})}\n    </file>\n  </files>`, {root: 'mountPoint'}),
	folderTrashed: folder('<folders>\n    <folder name="Old" deleted="2017-03-04-T19:09:21Z">\n      <abspath xml:space="preserve">/f3a1/Jotta/Archive/Trip</abspath>\n    </folder>\n  </folders>').replace('name="Trip"', 'name="Trip" deleted="2017-03-04-T19:09:21Z"'),
	folderOfAllStates: folder(`<files>\n    <file name="gone.py" uuid="1" deleted="2017-03-04-T09:44:04Z">\n      <abspath xml:space="preserve">/f3a1/Jotta/Archive/Trip</abspath>\n      ${current({number: 3})}\n    </file>\n    <file name="_corrupt_" uuid="2">${latest({state: 'CORRUPT', size: -1})}</file>\n    <file name="half" uuid="3">${latest({state: 'INCOMPLETE', size: -1})}</file>\n    <file name="good" uuid="4">${current()}${latest({number: 2, state: 'CORRUPT', size: -1})}</file>\n  </files>\n  <metadata first="" max="" total="4" num_folders="0" num_files="4"/>`),
	folderOfUnfinished: folder('<folders>\n    <folder name="Photos"/>\n    <folder name="Old" deleted="2020-01-01-T00:00:00Z"/>\n  </folders>\n  <files>\n    <file name="a&amp;b.pdf" uuid="2"><currentRevision><number>1</number><state>COMPLETED</state><size>9</size></currentRevision></file>\n    <file name="uploading.bin"><currentRevision><state>INCOMPLETE</state><size>999</size></currentRevision></file>\n    <file name="trashed-by-child.txt"><deleted>2020-01-01-T00:00:00Z</deleted><currentRevision><state>COMPLETED</state><size>5</size></currentRevision></file>\n    <file name="no-revision.txt" uuid="3"/>\n  </files>'),
	folderWithReferences: `${head}<folder name="it&#39;s" time="2026-07-27-T07:19:53Z" host="dn-1">\n  ${places('/f3a1/Jotta/Archive')}\n  <folders><folder name="bl&#xE5;"/><folder name="two&#10;lines"/><folder name="smile &#55357;&#56832;"/></folders>\n  <files><file name="a &quot;b&quot; &apos;c&apos; &lt;d&gt;.txt" uuid="1">${current({md5: 'D41D8CD98F00B204E9800998ECF8427E'})}</file></files>\n</folder>\n`,
	folderWithForbiddenReference: `${head}<folder name="x" time="2026-07-27-T07:19:53Z" host="dn-1"><folders><folder name="good"/><folder name="bad&#x1;name"/><folder name="no&#0;name"/><folder name="which &amp;#x2; &#x2;"/><folder name="good too"/></folders></folder>`,
	folderWithControlCharacter: `${head}<folder name="x"><folders><folder name="good"/><folder name="bad\u{1}name"/><folder name="a < b"/><folder name="good too"/></folders></folder>`,
	trash: folder(`<size></size>\n  <modified></modified>\n  <folders>\n    ${[trashedFolder('Trip', '/f3a1/Jotta/Archive', '04-T09:44:04'), trashedFolder('Trip', '/f3a1/Jotta/Sync', '04-T17:41:26'), trashedFolder('Photos', '/f3a1/PC01', '09-T12:03:17')].join('\n    ')}\n  </folders>\n  <files>\n    <file name="x.txt" uuid="4" deleted="2017-03-09-T12:00:00Z" contextType="TRASH">\n      <path xml:space="preserve">/f3a1/Jotta/Trash</path>\n      <abspath xml:space="preserve">/f3a1/Jotta/Archive</abspath>\n      ${current()}\n    </file>\n  </files>`, {name: 'Trash', root: 'mountPoint'}),
	trashInCdata: `${head}<mountPoint time="2026-07-27-T07:19:53Z" host="dn-1">\n  <name><![CDATA[Trash]]></name>\n  <path><![CDATA[/f3a1/Jotta]]></path>\n  <files>\n    <file name="x.txt" deleted="2026-07-27-T07:00:00Z" contextType="TRASH">\n      <abspath><![CDATA[/f3a1/Jotta/Archive/a & b]]></abspath>\n      <currentRevision><number>1</number><state><![CDATA[COMPLETED]]></state><size>1</size></currentRevision>\n    </file>\n  </files>\n</mountPoint>\n`,
	trashOfAnotherUser: folder(`<files>\n    <file name="x.txt" deleted="2026-07-27-T07:00:00Z">\n      <path>/f3a1/Jotta/Trash</path>\n      <abspath>/b7c2/Jotta/Sync</abspath>\n      ${current()}\n    </file>\n    <file name="y.txt" deleted="2026-07-27-T07:00:00Z"/>\n  </files>`, {name: 'Trash', root: 'mountPoint'}),
	links: searchResult(`<file name="Makefile" uuid="5" deleted="2017-03-09-T12:03:17Z">\n      ${places('/f3a1/PC01/src')}\n      <publicURI>72223339696d45c7b607fae02e0fc3b7</publicURI>\n      ${current()}\n    </file>`),
	latest: searchResult(`<file name="notes.md" uuid="6">\n      ${places('/f3a1/Jotta/Archive')}\n      ${current()}\n    </file>`),
	latestOfAnotherUser: searchResult(`<file name="budget.xlsx" uuid="1">\n      <path xml:space="preserve">/f3a1/Jotta/Shared/Team</path>\n      <abspath xml:space="preserve">/b7c2/Jotta/Sync/Team</abspath>\n      ${current({number: 7})}\n    </file>\n    <file name="plan.txt" uuid="2">\n      <path xml:space="preserve">/b7c2/Jotta/Sync/Team</path>\n      <abspath xml:space="preserve">/b7c2/Jotta/Sync/Team</abspath>\n      ${current()}\n    </file>`),
	tree: `${head}<filelist time="2026-07-27-T07:19:53Z" host="dn-1">\n  <folder><path xml:space="preserve">/Archive/Strasse</path></folder>\n  <file><filename xml:space="preserve">a.txt</filename><path xml:space="preserve">/Archive/Strasse</path><size>1</size><md5>d41d8cd98f00b204e9800998ecf8427e</md5></file>\n  <folder><path xml:space="preserve">/Archive/Straße</path></folder>\n  <file><filename xml:space="preserve">b.txt</filename><path xml:space="preserve">/Archive/Straße</path><size>1</size></file>\n  <stats><folders>2</folders><files>2</files></stats>\n</filelist>\n`,
	errorWithReferences: `${head}<error><code>400</code><message>no.jotta.backup.errors.InvalidArgumentException: Ola&#39;s name is refused</message><reason>Bad Request</reason><cause></cause><hostname>dn-1</hostname><x-id>123456789</x-id></error>\n`,
	flatListCut: `${head}<filedirlist time="2017-03-02-T11:10:33Z" host="dn-097">\n  <folders>\n    <folder name="Archive">\n      ${places('/f3a1/Jotta')}\n      <files>\n        <file name="notes.md" uuid="7">\n          <currentRevision>\n            <number>1`,
} as const;

export const pages = {
	gateway: '<html><head><title>503 Service Temporarily Unavailable</title></head><body><center><h1>503 Service Temporarily Unavailable</h1></center><hr><center>nginx</center></body></html>',
} as const;

export const jsonAnswers = {
	allocateNulls: '{"name":"a.txt","path":"/jfs/Jotta/Archive/a.txt","state":"COMPLETED","upload_id":null,"upload_url":null,"bytes":10,"resume_pos":null}',
	allocateIncomplete: '{"name":"a.txt","path":"/jfs/Jotta/Archive/a.txt","state":"INCOMPLETE","upload_id":"u-1","upload_url":"https://api.jottacloud.com/files/v1/upload/opaque","bytes":10,"resume_pos":4}',
	allocationException: '{"code":500,"message":"AllocationException"}',
	customer: '{"username":"f3a1","email":null,"name":null,"country_code":"NO","brand_code":"jotta","account_type":null,"subscription_type":null,"usage":1,"quota":-1,"locked_cause":null}',
} as const;
