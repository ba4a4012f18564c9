import process from 'node:process';
import fc from 'fast-check';

/*
Property tests take the same inputs in every run, so that a red run says something about the change and can be repeated.
`JOTTAFM_SEED=random` lets them look where nobody has looked yet. What they find names its seed and its path:
`JOTTAFM_SEED=1 JOTTAFM_PATH=17:2` begins with that input.
*/
const {JOTTAFM_SEED: seed = '20261125', JOTTAFM_PATH: path} = process.env;

fc.configureGlobal({...(seed !== 'random' && {seed: Number(seed)}), ...(path !== undefined && {path})});
