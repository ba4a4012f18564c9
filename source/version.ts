/** The version of the program, as package.json has it. */
export const version = '0.1.0';

/** How each request names the program, so that whoever runs the service can tell what asks. */
export const userAgent = `jottafm/${version}`;
