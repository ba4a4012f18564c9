import type {App} from '../../../source/app/app.ts';

/** The same app with another editor. */
export function withEditor<Given extends App>(app: Given, editFile: (path: string) => Promise<void>): Given {
	return {...app, terminal: {...app.terminal, editFile}};
}

/** The same app on other file systems. */
export function withFileSystem<Given extends App>(app: Given, openFileSystem: App['service']['openFileSystem']): Given {
	return {...app, service: {...app.service, openFileSystem}};
}
