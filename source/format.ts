const units = ['B', 'K', 'M', 'G', 'T', 'P'] as const;
const longUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Bytes in at most five cells, for columns: `0`, `812M`, `30.8M`, `88K`. */
export function shortSize(bytes: number): string {
	const {value, unit} = scaled(bytes);
	return unit === 0 ? String(bytes) : `${value < 99.95 ? value.toFixed(1).replace(/\.0$/v, '') : Math.round(value)}${units[unit]}`;
}

/** Bytes in a sentence: `812 bytes`, `30.8 MB`, `1.10 GB`. */
export function longSize(bytes: number): string {
	const {value, unit} = scaled(bytes);
	if (unit === 0) {
		return bytes === 1 ? '1 byte' : `${bytes} bytes`;
	}

	return `${value < 99.95 ? value.toPrecision(3) : Math.round(value)} ${longUnits[unit]}`;
}

function scaled(bytes: number): {readonly value: number; readonly unit: number} {
	let value = bytes;
	let unit = 0;
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1000;
		unit += 1;
	}

	return {value, unit};
}

/** A day in six cells: `02 Apr`; of another year `Apr 24` as `04/2024`. */
export function shortDate(milliseconds: number, now: number): string {
	const date = new Date(milliseconds);
	const isSameYear = date.getFullYear() === new Date(now).getFullYear();
	return isSameYear
		? `${two(date.getDate())} ${months[date.getMonth()]}`
		: `${months[date.getMonth()]}’${two(date.getFullYear() % 100)}`;
}

/** Day and time: `2026-04-02 11:21`, in the local zone. */
export function longDate(milliseconds: number): string {
	const date = new Date(milliseconds);
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `12:01:04`, in the local zone. */
export function timeOfDay(milliseconds: number): string {
	const date = new Date(milliseconds);
	return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `18.4 MB/s` */
export function speed(bytesPerSecond: number): string {
	return `${longSize(Math.round(bytesPerSecond)).replace('bytes', 'B').replace('byte', 'B')}/s`;
}

/** Time left, rounded as people say it: `12s`, `4m`, `2h 5m`, `3d`. */
export function duration(seconds: number): string {
	if (seconds < 60) {
		return `${Math.max(0, Math.round(seconds))}s`;
	}

	const minutes = Math.round(seconds / 60);
	if (minutes < 60) {
		return `${minutes}m`;
	}

	const hours = Math.floor(minutes / 60);
	return hours < 48 ? `${hours}h ${minutes % 60}m` : `${Math.round(hours / 24)}d`;
}

/** `1 item`, `3 items` */
export function counted(count: number, noun: string): string {
	return `${String(count).replaceAll(/\B(?=(?:\d{3})+$)/gv, ',')} ${noun}${count === 1 ? '' : 's'}`;
}

function two(value: number): string {
	return String(value).padStart(2, '0');
}
