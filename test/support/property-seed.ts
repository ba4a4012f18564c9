import process from 'node:process';
import fc from 'fast-check';

/*
Property tests take the same inputs in every run, so that a red run says something about the change and can be repeated.
`JOTTAFM_SEED=random` lets them look where nobody has looked yet; what they find names its seed.
*/
const seed = process.env.JOTTAFM_SEED ?? '20261125';

fc.configureGlobal(seed === 'random' ? {} : {seed: Number(seed)});
