import {Text} from 'ink';
import {memo} from 'react';

/** One row of the screen, laid out before: each further element would cost on every key. */
export const Line = memo(({text}: {readonly text: string}) => <Text wrap='truncate'>{text}</Text>);
Line.displayName = 'Line';
