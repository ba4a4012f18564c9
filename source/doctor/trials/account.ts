import {once} from 'node:events';
import {connect} from 'node:tls';
import type {Bench} from '../bench/bench.ts';
import {
	elementOf,
	jsonIn,
	isDone,
	listed,
	outcome,
	type Reply,
} from '../bench/reply.ts';
import type {Trial} from '../bench/trial.ts';
import {NotApplicable} from '../bench/untried.ts';
import {
	asElement,
	childrenOf,
	textOf,
	type Element,
} from '../../jotta/xml/xml.ts';

const ask = async (bench: Bench, place: string, tell: (element: Element, reply: Reply) => string) => {
	const reply = await bench.readAccount(place);
	return isDone(reply) ? tell(elementOf(reply), reply) : outcome(reply);
};

const mountpointsIn = (device: Element) => childrenOf(asElement(device.mountPoints ?? {}), 'mountPoint');

const place = (name: string, number: string, assumed: string): Trial => ({
	number,
	name: `place-${name.toLowerCase()}`,
	question: `${name} among the places of Jotta`,
	assumed,
	onlyReads: true,
	see: async bench => ask(bench, '/Jotta', device => mountpointsIn(device).some(each => textOf(each, 'name') === name) ? 'listed' : 'not listed'),
});

const ownPlaces = new Set(['Archive', 'Shared', 'Sync']);

/** How a view names those to whom its files belong. */
const owners = (view: 'Latest' | 'Links'): Trial => ({
	number: 'N10',
	name: `owners-in-${view.toLowerCase()}`,
	question: `to whom the files in ${view} belong`,
	assumed: 'to the account alone',
	onlyReads: true,
	see: async bench => ask(bench, `/Jotta/${view}`, element => {
		const users = childrenOf(asElement(element.files ?? {}), 'file').map(file => (textOf(file, 'abspath') ?? '').split('/', 2)[1]);
		return users.some(user => user !== undefined && user !== '' && user !== bench.client.user) ? 'to others, too' : 'to the account alone';
	}),
});

const locks = ['locked', 'read-locked', 'write-locked', 'quota-write-locked'];

export const accountTrials: readonly Trial[] = [
	{
		number: 'U17',
		name: 'locks',
		question: 'what is locked',
		assumed: 'nothing',
		onlyReads: true,
		see: async bench => ask(bench, '', user => listed(locks.filter(lock => textOf(user, lock) === 'true'), 'nothing')),
	},
	{
		number: 'N20',
		name: 'display-names',
		question: 'the names of devices that people see',
		assumed: 'the same as their own',
		onlyReads: true,
		see: async bench => ask(bench, '', user => childrenOf(asElement(user.devices ?? {}), 'device').some(device => textOf(device, 'display_name') !== undefined && textOf(device, 'display_name') !== textOf(device, 'name')) ? 'others, too' : 'the same as their own'),
	},
	place('Trash', 'N1', 'listed'),
	place('Latest', '5.2', 'not listed'),
	place('Links', '5.2', 'not listed'),
	{
		number: 'N1',
		name: 'place-sizes',
		question: 'the sizes of Archive, Shared and Sync',
		assumed: 'empty, missing',
		onlyReads: true,
		see: async bench => ask(bench, '/Jotta', device => {
			const forms = mountpointsIn(device).filter(each => ownPlaces.has(textOf(each, 'name') ?? '')).map(each => each.size === undefined ? 'missing' : (textOf(each, 'size') === undefined ? 'empty' : 'told'));
			return listed([...new Set(forms)].toSorted((one, other) => one.localeCompare(other)), 'none of them is listed');
		}),
	},
	owners('Latest'),
	owners('Links'),
	{
		number: '22.2',
		name: 'customer-nulls',
		question: 'fields that are null in what the service says of the person',
		assumed: 'locked_cause alone',
		onlyReads: true,
		async see(bench) {
			const reply = await bench.readAccount(`${bench.client.hosts.api}/account/v1/customer`, {accept: 'application/json'});
			const empty = Object.entries(jsonIn(reply)).filter(([, value]) => value === null).map(([name]) => name);
			return isDone(reply) ? (empty.length === 0 ? 'none' : (empty.every(name => name === 'locked_cause') ? 'locked_cause alone' : 'others')) : outcome(reply);
		},
	},
	{
		number: 'N4',
		name: 'user-agent',
		question: 'a request with an empty User-Agent',
		assumed: 'done',
		onlyReads: true,
		see: async bench => outcome(await bench.readAccount('', {'user-agent': ''})),
	},
	{
		number: 'N24',
		name: 'http-version',
		question: 'the version of HTTP that is offered',
		assumed: 'HTTP/1.1',
		onlyReads: true,
		see: async bench => offered(bench),
	},
];

const patience = 20_000; // ms

/** What the service would speak, by the greeting of its encrypted line alone: no request is sent. */
async function offered({client: {hosts}, network: {proxy, secureContext}, signal}: Bench): Promise<string> {
	const {protocol, hostname, port} = new URL(hosts.jfs);
	if (protocol === 'http:') {
		return 'HTTP/1.1'; // there is no greeting to choose another by
	}

	if (proxy?.https !== undefined) {
		throw new NotApplicable('a proxy opens the line');
	}

	const socket = connect({
		host: hostname, port: port === '' ? 443 : Number(port), servername: hostname, ALPNProtocols: ['h2', 'http/1.1'], ...(secureContext && {secureContext}),
	});
	try {
		const limit = AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]);
		await once(socket, 'secureConnect', {signal: limit});
		return socket.alpnProtocol === 'h2' ? 'HTTP/2' : 'HTTP/1.1';
	} catch (error) {
		signal?.throwIfAborted();
		throw new NotApplicable('no line could be opened', {cause: error});
	} finally {
		socket.destroy();
	}
}
