import {appendFileSync} from 'node:fs';
import process from 'node:process';

/* Is loaded before a program, by NODE_OPTIONS: at its end it notes the most memory that it has held. */

const {JOTTAFM_TEST_MEMORY: file} = process.env;

process.on('exit', () => {
	if (file !== undefined) {
		appendFileSync(file, `${process.resourceUsage().maxRSS} ${process.argv.slice(1).join(' ')}\n`); // KiB
	}
});
