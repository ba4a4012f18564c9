import type {CallOptions} from '../files/file-system.ts';
import type {Client} from './client.ts';

/** What every function takes that sends requests to the service. */
export type CloudOptions = CallOptions & {readonly client: Client};
