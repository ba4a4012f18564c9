import {createNameCodec} from '../../source/jotta/name-codec.ts';
import {standardEncoding} from '../../source/settings/encoding.ts';

/** Names as every account has them whose person has set no other encoding. */
export const standardNames = createNameCodec(standardEncoding);
