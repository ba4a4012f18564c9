/** Something that must not happen: its kind, and a description. */
export type Violation = {readonly kind: string; readonly text: string};

export const said = (kind: string, text: string): Violation => ({kind, text});
