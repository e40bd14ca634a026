/** Scripts with capital and small letters whose names begin with a capital. Georgian capitals are for headlines only. */
const CASED = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{M}'’. -]+$/u;
const LETTERS_OF_TURKISH = /[ışğİŞĞ]/u;
/** Written small in the middle of a name. */
const PARTICLES: ReadonlySet<string> = new Set(
  'af al av bin da das de del della den der di do dos du el ibn la las le los ter van von y zu zum zur'.split(
    ' ',
  ),
);
const VOWEL = /[aeiouyæøœаеёиоуыэюяіїєαεηιουω]/u;

/**
 * A first name for a greeting: one in capital letters only, or in small letters only, as people write it (`Maria`, `Jean-Pierre`,
 * `Maria del Carmen`). A name with both was written with care and stays (`McKenna`, `de la Cruz`), and so does what may be
 * initials (`JP`, `AJ`) and every script that has no capitals.
 */
export function inNameCase(name: string): string {
  const isShouted = name === name.toUpperCase();
  if (!CASED.test(name) || (!isShouted && name !== name.toLowerCase())) return name;
  const locale = LETTERS_OF_TURKISH.test(name) ? 'tr' : 'en';
  return name
    .split(/([ -])/)
    .map((part, at) => (mayBeInitials(part, isShouted) ? part : capitalized(part, at === 0, locale)))
    .join('');
}

/** `JP` and `TJ` have no vowel; of two capitals nobody knows. A dot ends an initial. */
function mayBeInitials(part: string, isShouted: boolean): boolean {
  if (part.includes('.')) return true;
  const plain = part.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.length <= 3 && !VOWEL.test(plain)) || (isShouted && plain.length === 2);
}

function capitalized(part: string, isFirst: boolean, locale: string): string {
  const small = part.toLocaleLowerCase(locale);
  if (!isFirst && PARTICLES.has(small)) return small;
  // One letter before an apostrophe is a name of its own (`O'Brien`); after more, the apostrophe is a sound (`Sa'ad`).
  return small.replace(/^(?:(?:mc|\p{L}['’])(?=\p{L}{2})|ij(?=\p{L}))?\p{L}/u, (begin) =>
    begin.startsWith('ij') && begin.length === 3
      ? `IJ${begin.slice(2)}`
      : begin.replace(/^\p{L}|\p{L}$/gu, (letter) => letter.toLocaleUpperCase(locale)),
  );
}
