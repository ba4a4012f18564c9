/*
`npm install -g .` links the command to this folder, so it must be built. Any other install builds nothing.
*/
import {spawnSync} from 'node:child_process';
import process from 'node:process';

if (process.env.npm_config_global === 'true') {
	const {status} = spawnSync('npm', ['run', '--silent', 'ready'], {stdio: 'inherit', env: {...process.env, npm_config_global: 'false', npm_config_prefix: ''}}); // eslint-disable-line camelcase -- npm's own names
	process.exitCode = status ?? 1;
}
