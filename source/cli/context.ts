import type {Readable, Writable} from 'node:stream';
import type {NextStep} from '../advice.ts';
import type {Account} from '../settings/accounts.ts';
import type {ServiceOptions} from '../jotta/sign-in/endpoints.ts';
import type {Failure} from '../failure.ts';
import type {Clock} from '../clock.ts';
import type {Tools} from '../transfers/open-location.ts';

/** What every command gets from cli.tsx. */
export type Context = {
	readonly tools: Tools;
	readonly output: Output;
	readonly stdin: Readable & {readonly isTTY?: boolean};
	readonly cwd: string;
	readonly homeFolder: string;
	readonly server?: string | undefined; // --server
	readonly startEngine: () => void;
	/** Why no engine can be started, after a few tries. */
	readonly engineProblem?: () => Failure | undefined;
	readonly signal: AbortSignal; // the first Ctrl-C
	readonly environment: SignInRequest; // what environment and settings say about signing in
	/** The wizard, where there is a terminal for it; resolves with undefined when the person leaves it. */
	readonly signInOnScreen?: ((request: SignInRequest) => Promise<Account | undefined>) | undefined;
};

/** What is known about a sign-in before the person is asked. */
export type SignInRequest = ServiceOptions & {
	readonly name?: string | undefined;
	readonly method?: 'login-token' | 'browser' | 'password';
	readonly serviceKey?: string | undefined;
	readonly token?: string | undefined; // a login token, or a ready one
	readonly isForProgram?: boolean | undefined; // client credentials
};

/** Outside text may stand in all of it: a line break in a name makes no line. Several lines are several texts. */
export type Printed = string | readonly string[] | {readonly columns: readonly string[]};

/** Results go to standard output, everything else to standard error. */
export type Output = {
	/** One result: an object a line with --json, else the text. */
	readonly result: (value: object, text: Printed) => void;
	/** Waits until standard output takes more: to be called after each batch of results. */
	readonly flush: () => Promise<void>;
	/** Content, or a script: as it is. */
	readonly raw: (bytes: Uint8Array) => Promise<void>;
	/** A remark; not with -q. */
	readonly note: (text: Printed) => void;
	readonly failure: (sentence: string, nextStep: NextStep) => void;
	/** Lines that are drawn over, at most ten times a second; only on a terminal. */
	readonly progress: (lines: readonly string[]) => void;
	/** Takes the drawn lines away. */
	readonly clearProgress: () => void;
	readonly isJson: boolean;
	readonly isTerminal: boolean;
};

export type OutputOptions = {
	readonly clock: Clock;
	readonly stdout: Writable;
	readonly stderr: Writable & {readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number};
	readonly isJson: boolean;
	readonly isQuiet: boolean;
	readonly canDraw?: boolean; // false: the terminal understands lines only
};
