import {Text} from 'ink';
import {memo} from 'react';

/** One row of the screen, already laid out: more elements would cost time on every key. */
export const Line = memo(({text}: {readonly text: string}) => <Text wrap='truncate'>{text}</Text>);
Line.displayName = 'Line';
