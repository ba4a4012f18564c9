import type {CallOptions} from '../files/file-system.ts';
import type {Client} from './client.ts';

/** What every function takes that asks the service. */
export type CloudOptions = CallOptions & {readonly client: Client};
