import process from 'node:process';
import fc from 'fast-check';

/*
Property tests take the same inputs in every run, so that a failure comes from the change and can be repeated.
`JOTTAFM_SEED=random` tries new inputs. A failure prints its seed and its path:
`JOTTAFM_SEED=1 JOTTAFM_PATH=17:2` starts with that input.
*/
const {JOTTAFM_SEED: seed = '20261125', JOTTAFM_PATH: path} = process.env;

fc.configureGlobal({...(seed !== 'random' && {seed: Number(seed)}), ...(path !== undefined && {path})});
