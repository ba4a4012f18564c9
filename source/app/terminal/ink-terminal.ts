import {Writable, Readable} from 'node:stream';
import {render} from 'ink';
import type {ReactNode} from 'react';
import {createPainter} from './painter.ts';
import {createPictureLayer} from './picture-layer.ts';
import type {PlacedPicture} from './picture-sequences.ts';

/*
Ink lays out and draws frames. They arrive here complete (Ink's debug mode) and go to the terminal as differences.
Keys go through our decoder; Ink gets only those that are forwarded to it.
*/

export type MountedInk = {
	/** Rejects when drawing has failed; nothing is drawn after that. */
	readonly exited: Promise<unknown>;
	readonly unmount: () => void;
	/** Paints everything again: after Ctrl-L, or after another program had the terminal. */
	readonly repaint: () => void;
	readonly resize: (columns: number, rows: number) => void;
	/** Shows a picture over the current frame; returns how to remove it with the next frame. */
	readonly placePicture: (picture: PlacedPicture) => () => void;
	/** Sends keys to Ink's own components, as the bytes that they expect. */
	readonly forward: (bytes: string) => void;
};

export type InkScreen = {
	readonly columns: number;
	readonly rows: number;
	readonly isAscii?: boolean; // the terminal shows only ASCII
	/** Writes to the terminal; false when it is slow: then only the newest frame is written after it has drained. */
	readonly write: (text: string) => boolean;
	readonly onDrain: (listener: () => void) => void;
};

class FrameStream extends Writable {
	readonly #onFrame: (frame: string) => void;
	isTTY = true;
	columns: number;
	rows: number;

	constructor(size: {readonly columns: number; readonly rows: number}, onFrame: (frame: string) => void) {
		super({decodeStrings: false});
		this.columns = size.columns;
		this.rows = size.rows;
		this.#onFrame = onFrame;
	}

	override _write(chunk: unknown, _encoding: string, done: () => void): void {
		this.#onFrame(String(chunk));
		done();
	}
}

/** Renders a component for as long as it is mounted. */
export function mountInk(node: ReactNode, screen: InkScreen): MountedInk {
	const painter = createPainter(screen);
	const layer = createPictureLayer(painter.forget);
	let newest = '';
	let isMounted = true;
	let isSlow = false;

	const show = () => {
		if (!isMounted || isSlow) {
			return;
		}

		const removal = layer.remove(); // first: this may make the painter forget
		const text = removal + painter.paint(newest) + layer.place();
		if (text !== '') {
			isSlow = !screen.write(text);
		}
	};

	screen.onDrain(() => {
		isSlow = false;
		show();
	});

	const stdout = new FrameStream(screen, frame => {
		if (frame === '\n') {
			return;
		}

		newest = frame;
		show();
	});
	const stdin = Object.assign(new Readable({read() {}}), { // eslint-disable-line @typescript-eslint/no-empty-function -- filled by forward()
		isTTY: true, setRawMode: () => stdin, ref: () => stdin, unref: () => stdin,
	});
	const ink = render(node, {
		stdout: stdout as unknown as NodeJS.WriteStream,
		stdin: stdin as unknown as NodeJS.ReadStream,
		debug: true,
		isScreenReaderEnabled: false, // frames are for the eye; app/screen-reader writes lines for the ear
		exitOnCtrlC: false,
		patchConsole: false,
	});

	return {
		exited: ink.waitUntilExit(),
		unmount() {
			isMounted = false;
			ink.unmount();
		},
		repaint() {
			painter.forget();
			layer.forget();
			show();
		},
		resize(columns, rows) {
			painter.resize(columns, rows);
			layer.setPicture(undefined); // its place has changed
			layer.forget();
			stdout.columns = columns;
			stdout.rows = rows;
			newest = '';
			stdout.emit('resize');
		},
		placePicture(picture) {
			layer.setPicture(picture);
			show();
			return () => {
				layer.setPicture(undefined);
			};
		},
		forward(bytes) {
			stdin.push(bytes);
		},
	};
}
