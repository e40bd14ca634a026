import {
  ColorSpace,
  contrastWCAG21,
  deltaE2000,
  HSL,
  HWB,
  Lab,
  LCH,
  OKLab,
  OKLCH,
  P3,
  type PlainColorObject,
  sRGB,
  tryColor,
} from 'colorjs.io/fn';

for (const space of [sRGB, HSL, HWB, Lab, LCH, OKLab, OKLCH, P3]) ColorSpace.register(space);

export type Colour = PlainColorObject;

/** WCAG 2.1, 1.4.3 (AA): so much contrast words need. */
const LEAST_CONTRAST = 4.5;
const LEAST_CONTRAST_LARGE = 3;

/**
 * Half of those who look at two colours accept them as one below this CIEDE2000 difference (Paravina et al. 2015, J. Esthet. Restor.
 * Dent. 27, S1).
 */
export const SAME_COLOUR = 1.8;

/** So many colours are held against each other: HTML may have thousands. */
export const MOST_COLOURS = 40;

/** Undefined for what is no colour, and for one that can be seen through: what is behind it is not known. */
export function readColour(text: string): Colour | undefined {
  const colour = tryColor(text.trim());
  if (colour === null || (colour.alpha ?? 1) < 1) return undefined;
  return { space: colour.space, coords: colour.coords, alpha: 1 } as Colour;
}

/** Relative luminances of WCAG 2.1, from 1 to 21. */
export const contrastOf = (foreground: Colour, background: Colour): number =>
  contrastWCAG21(foreground, background);

export const leastContrast = (isLarge: boolean): number => (isLarge ? LEAST_CONTRAST_LARGE : LEAST_CONTRAST);

/** CIEDE2000 (Sharma, Wu and Dalal 2005). */
export const differenceOf = (a: Colour, b: Colour): number => deltaE2000(a, b);

/** Pairs of names whose colours look the same and are not, among the first of them. */
export function nearDuplicates(
  named: readonly { readonly name: string; readonly colour: Colour }[],
): { readonly a: string; readonly b: string; readonly difference: number }[] {
  const looked = named.slice(0, MOST_COLOURS);
  return looked.flatMap((a, n) =>
    looked.slice(n + 1).flatMap((b) => {
      const difference = differenceOf(a.colour, b.colour);
      return difference > 0 && difference < SAME_COLOUR ? [{ a: a.name, b: b.name, difference }] : [];
    }),
  );
}
