/** The size of the window in cells. */
export type WindowSize = {readonly columns: number; readonly rows: number};

const usual: WindowSize = {columns: 80, rows: 24};

/** What to draw in where a terminal does not know its size, as over a serial line: COLUMNS and LINES, else 80×24. */
export function sizeOfEnvironment({COLUMNS: columns, LINES: rows}: Readonly<Record<string, string | undefined>>): WindowSize {
	return {columns: cells(columns) ?? usual.columns, rows: cells(rows) ?? usual.rows};
}

function cells(text = ''): number | undefined {
	return /^[1-9]\d{0,3}$/v.test(text) ? Number(text) : undefined;
}

/** The size of a terminal as it is now. */
export function sizeOf({columns = 0, rows = 0}: Partial<WindowSize>, otherwise: WindowSize): WindowSize {
	return {columns: columns > 0 ? columns : otherwise.columns, rows: rows > 0 ? rows : otherwise.rows};
}
