import { plainMapOf, type WireAttribute } from '../attribute-values.ts';

/** What a stream hands a function: bytes stay in Base64, as they come. */
export const unmarshall = (image: Readonly<Record<string, WireAttribute>>): Record<string, unknown> =>
  plainMapOf(image);
