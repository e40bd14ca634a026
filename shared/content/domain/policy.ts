/** Grows when the meaning of an approval changes; an approval given under another policy is void. */
export const POLICY_VERSION = 1;
