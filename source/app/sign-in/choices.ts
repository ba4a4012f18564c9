import {services} from '../../jotta/services.ts';
import type {StepChoice, HomePlace, Step} from '../stores/wizard/wizard-step.ts';

const methods: readonly StepChoice[] = [
	{
		label: 'Personal login token (recommended)', value: 'login-token', hint: 'For Jottacloud and some brands. You make a token on the web site and paste it here. It works once; every machine needs its own.',
	},
	{
		label: 'Through the browser', value: 'browser', hint: 'For Jottacloud and every brand. You agree on a web page. Only one such sign-in is active on a machine: rclone or the desktop program would push it out.',
	},
	{
		label: 'User name and password', value: 'password', hint: 'Only for older accounts that know neither of the others. The password is not kept.',
	},
];

/** The choices of a step; undefined for a step with fields. */
export function choicesOf(step: Step): readonly StepChoice[] | undefined {
	switch (step.at) {
		case 'method': {
			return methods;
		}

		case 'service': {
			return services.map(({key, title, domain}) => ({label: title, value: key, hint: `Signs in at ${domain}.`}));
		}

		case 'trust': {
			return [
				{label: 'No, go back', value: 'no', hint: 'Nothing has been sent.'},
				{label: 'Yes, I trust that server', value: 'yes', hint: `Your login token is sent to ${step.host}.`},
			];
		}

		case 'place': {
			return step.places.map(home => ({label: placeName(home), value: placeName(home), hint: `${step.who.field.text}:PATH then means a place below ${placeName(home)}.`}));
		}

		default: {
			return undefined;
		}
	}
}

/** `Jotta/Archive`: a home place in words and as the value of its choice. */
export const placeName = ({device, mountpoint}: HomePlace) => `${device}/${mountpoint}`;
