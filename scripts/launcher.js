#!/usr/bin/env node
/*
What `jottafm` runs: compiled code is kept between starts, in a folder of the person's own
(the system's folder for temporary files is everybody's). Then the program itself.
*/
import {enableCompileCache} from 'node:module';
import {homedir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setFlagsFromString} from 'node:v8';

setFlagsFromString('--min-semi-space-size=16'); // MB: starting makes much short-lived garbage, and collecting it took a fifth of the time
enableCompileCache(path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'jottafm', 'compiled')); // a folder that cannot be written is no error
await import('./main.js');
