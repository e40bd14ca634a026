/** What a verification service said of an address. `risky`: the server accepts every name, or did not tell. */
export type Verification = 'valid' | 'risky' | 'invalid';

const HEADER = /^(e-?mail|address)[ _-]*(status|verification|verified|validity|check|confidence)/i;

/** Words of Apollo, Hunter, ZeroBounce, NeverBounce, Kickbox and FullEnrich, without blanks and dashes. */
const WORDS: Readonly<Record<string, Verification>> = {
  valid: 'valid',
  verified: 'valid',
  deliverable: 'valid',
  safe: 'valid',
  ok: 'valid',
  yes: 'valid',
  true: 'valid',
  acceptall: 'risky',
  catchall: 'risky',
  guessed: 'risky',
  likely: 'risky',
  highprobability: 'risky',
  extrapolated: 'risky',
  risky: 'risky',
  unknown: 'risky',
  unverified: 'risky',
  invalid: 'invalid',
  undeliverable: 'invalid',
  unavailable: 'invalid',
  disposable: 'invalid',
  bounced: 'invalid',
  donotmail: 'invalid',
  no: 'invalid',
  false: 'invalid',
};
const GRAVEST: readonly Verification[] = ['invalid', 'risky', 'valid'];

/** What the kept columns of an import say of the address; the gravest word when several columns do. */
export function verificationOf(attributes: Readonly<Record<string, string>>): Verification | undefined {
  const said = Object.entries(attributes)
    .filter(([header]) => HEADER.test(header.trim()))
    .map(([, value]) => WORDS[value.toLowerCase().replaceAll(/[^a-z]/g, '')]);
  return GRAVEST.find((word) => said.includes(word));
}
