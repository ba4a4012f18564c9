/** How large, how lasting and how slow the service is: tests may change it while it runs (design.md 1.4). */
export type Limits = {
	capacity: number; // bytes; -1: unlimited
	tokenTtl: number; // seconds that an access token lives
	latency: number; // ms before each answer
	bandwidthUp: number; // bytes a second of all uploads together; 0: as fast as it goes
	bandwidthDown: number; // bytes a second of all downloads together
	bandwidthEach: number; // bytes a second of each download by itself
};

export const defaultLimits: Readonly<Limits> = {
	capacity: 5_000_000_000_000,
	tokenTtl: 3600,
	latency: 0,
	bandwidthUp: 0,
	bandwidthDown: 0,
	bandwidthEach: 0,
};
