/** Something that must not be: of which kind, and in words. */
export type Violation = {readonly kind: string; readonly text: string};

export const said = (kind: string, text: string): Violation => ({kind, text});
