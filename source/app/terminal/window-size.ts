/** The size of the window in cells. */
export type WindowSize = {readonly columns: number; readonly rows: number};
