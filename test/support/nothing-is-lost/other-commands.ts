import type {Context} from '../../../source/cli/context.ts';
import type {ExitStatus} from '../../../source/cli/exit-status.ts';
import {mkdir} from '../../../source/commands/mkdir.ts';
import {places} from '../../../source/commands/places.ts';
import {rm} from '../../../source/commands/rm.ts';
import {touch} from '../../../source/commands/touch.ts';
import {commandTable} from '../../../source/commands/table.ts';
import {versions} from '../../../source/commands/versions.ts';
import {destroyUnfinished} from '../../../source/jotta/trash/trash.ts';
import {readVersions} from '../../../source/jotta/versions.ts';
import {fetchVersion} from '../../../source/transfers/fetch-version.ts';
import {createOpener} from '../../../source/transfers/open-location.ts';
import {openQueue} from '../../../source/transfers/queue.ts';
import {keyOf} from './names.ts';
import type {Operation} from './operations.ts';
import {ageToTime, type World} from './world.ts';

export type Direct = Extract<Operation, {kind: 'clear-failed' | 'make-folder' | 'trash-place' | 'restore-place' | 'remove' | 'restore' | 'version' | 'fetch-version' | 'touch' | 'destroy' | 'empty-trash'}>;
type Setting = {readonly given: Context; readonly world: World};

/** Commands that act at once, without the queue. */
export async function runOther(operation: Direct, {given, world}: Setting): Promise<ExitStatus> {
	const {textOf} = world;
	switch (operation.kind) {
		case 'clear-failed': {
			const {path} = world.locationOf(keyOf(operation.at));
			await destroyUnfinished(path, {client: await createOpener(given.tools).client('jotta')});
			return 0;
		}

		case 'trash-place': {
			return places(undefined, {trash: textOf(operation.place)}, given);
		}

		case 'restore-place': {
			return trash('restore', [textOf(operation.place)], {}, given);
		}

		case 'make-folder': {
			return mkdir([textOf(keyOf(operation.at))], given);
		}

		case 'remove': {
			return rm([textOf(keyOf(operation.at))], {permanent: operation.isPermanent}, given);
		}

		case 'restore': {
			return trash('restore', [textOf(keyOf(operation.at))], {...(operation.to && {to: textOf(keyOf(operation.to))})}, given);
		}

		case 'destroy': {
			return trash('rm', [textOf(keyOf(operation.at))], {}, given);
		}

		case 'empty-trash': {
			return trash('empty', ['jotta'], {yes: true}, given);
		}

		case 'touch': {
			return touch([textOf(keyOf(operation.at))], {time: new Date(ageToTime(operation.age) * 1000).toISOString()}, given);
		}

		case 'version':
		case 'fetch-version': {
			return ofVersion(operation, {given, world});
		}

		default: {
			throw new TypeError(`unknown operation ${String(operation satisfies never)}`);
		}
	}
}

const trash = async (name: 'empty' | 'restore' | 'rm', words: readonly string[], options: object, context: Context) => commandTable.commands.find(command => command.name === `trash ${name}`)!.run(words, options, context);

/** A person looks at the list of versions and chooses a readable one. */
async function ofVersion(operation: Extract<Operation, {kind: 'version' | 'fetch-version'}>, {given, world}: Setting): Promise<ExitStatus> {
	const {path} = world.locationOf(keyOf(operation.at));
	const client = await createOpener(given.tools).client('jotta');
	const listed = (await readVersions(path, {client})).versions.filter(({state}) => state === 'current' || state === 'older');
	const version = listed[Math.min(operation.back, listed.length - 1)];
	if (!version) {
		return 4;
	}

	if (operation.kind === 'version') {
		return versions(world.textOf(keyOf(operation.at)), {restore: version.number}, given);
	}

	const queue = openQueue(given.tools);
	try {
		await fetchVersion({
			path, name: operation.at.name, version, folder: world.locationOf(operation.into).path,
		}, {client, queue});
		return 0;
	} finally {
		queue.close();
	}
}
