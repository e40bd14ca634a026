import { createHmac } from 'node:crypto';
import { shortHash } from '../../kernel/ids.ts';

const HASH_LENGTH = 20;

/** Hashes that only who has the key can compute. @param secret never changes: a new one would forget who was erased */
export const erasureHashes = (secret: string) => {
  const mac = (text: string): string =>
    createHmac('sha256', `${secret}\nerasures`).update(text).digest('hex');
  return {
    /** What stands for a lead that is erased: of the form of a lead's id. */
    pseudonymOf: (leadId: string): string => `l_${shortHash(mac(`lead ${leadId}`), HASH_LENGTH)}`,
    /** The name of an address among the suppressed ones. */
    addressHashOf: (workspace: string, identity: string): string => mac(`address ${workspace} ${identity}`),
  };
};
export type ErasureHashes = ReturnType<typeof erasureHashes>;
