import { RexError } from '../../../kernel/errors.ts';
import type { BrandRules } from '../../../quality/contract/settings.ts';
import { fontsOf } from '../../../quality/domain/brand.ts';
import {
  differenceOf,
  leastContrast,
  MOST_COLOURS,
  nearDuplicates,
  readColour,
  SAME_COLOUR,
} from '../../../quality/domain/colours.ts';
import { attribute, styleOf, tagOf } from '../../../quality/domain/html.ts';
import { coloursOf, contrastIn, pairsOf } from '../../../quality/domain/parts/colour.ts';
import { passageOf, type Reading } from '../../../quality/domain/reading.ts';
import type { Consistency } from '../contract/schemas.ts';

/** Of everything else so many are shown: a result is kept, and HTML may have thousands. */
const MOST = 40;

type Measured = Omit<Consistency, 'isConsistent'>;

/** @throws RexError VALIDATION_FAILED where there is nothing to see, or a colour is none */
export function consistencyOf(reading: Reading, brand: BrandRules): Measured {
  refuseOthers(reading);
  const pairs = pairsOf(reading);
  const names = coloursOf(reading.content, pairs);
  const known = namedColours(names.slice(0, MOST_COLOURS));
  const palette = namedColours(brand.colours);
  const fonts = new Set(brand.fonts.map((font) => font.toLowerCase()));
  const all = {
    pairs: pairs.map((pair) => {
      const contrast = contrastIn(pair) ?? null;
      const least = leastContrast(pair.isLarge);
      return { ...pair, contrast, least, isEnough: contrast === null ? null : contrast >= least };
    }),
    colours: known.map(({ name, colour }) => {
      const [nearest = null] = palette
        .map((of) => ({ colour: of.name, difference: differenceOf(colour, of.colour) }))
        .toSorted((a, b) => a.difference - b.difference);
      return { colour: name, nearest, isOfBrand: nearest && nearest.difference < SAME_COLOUR };
    }),
    duplicates: nearDuplicates(known),
    fonts: fontsOf(reading).map((font) => ({
      font,
      isOfBrand: fonts.size === 0 ? null : fonts.has(font.toLowerCase()),
    })),
    images: imagesOf(reading),
  };
  const { colours, fonts: used, images } = all;
  if (pairs.length + colours.length + used.length + images.length === 0) {
    throw new RexError('VALIDATION_FAILED', 'There is nothing to see in it.', {
      fields: [
        { path: 'body.content', message: 'give colours, pairs or fonts, or html with styles or pictures' },
      ],
    });
  }
  return {
    isWhole: names.length <= MOST_COLOURS && Object.values(all).every(({ length }) => length <= MOST),
    pairs: cut(all.pairs, isWeak),
    colours,
    duplicates: cut(all.duplicates),
    fonts: cut(used, isStranger),
    images: cut(images, isBare),
  };
}

const isWeak = ({ isEnough }: Measured['pairs'][number]): boolean => isEnough === false;
const isStranger = ({ isOfBrand }: { readonly isOfBrand: boolean | null }): boolean => isOfBrand === false;
const isBare = ({ alt, hasSize }: Measured['images'][number]): boolean => alt === null || !hasSize;

/** Where there is more, what does not fit comes first, so that it is not what is left out. */
const cut = <T>(all: readonly T[], isWrong: (each: T) => boolean = () => true): T[] =>
  (all.length <= MOST ? all : all.toSorted((a, b) => Number(isWrong(b)) - Number(isWrong(a)))).slice(0, MOST);

/** What does not fit, counted. */
export const problemsIn = ({ pairs, colours, duplicates, fonts, images }: Measured): number =>
  pairs.filter(isWeak).length +
  colours.filter(isStranger).length +
  duplicates.length +
  fonts.filter(isStranger).length +
  images.filter(isBare).length;

const namedColours = (names: readonly string[]) =>
  names.flatMap((name) => {
    const colour = readColour(name);
    return colour ? [{ name, colour }] : [];
  });

/** What was given has to be a colour; what stands in styles may be a name of the page's own. */
function refuseOthers({ content: { colours, pairs } }: Reading): void {
  const given = [
    ...colours.map((colour, n) => ({ path: `body.content.colours.${n}`, colour })),
    ...pairs.flatMap(({ foreground, background }, n) => [
      { path: `body.content.pairs.${n}.foreground`, colour: foreground },
      { path: `body.content.pairs.${n}.background`, colour: background },
    ]),
  ];
  const fields = given
    .filter(({ colour }) => readColour(colour) === undefined)
    .map(({ path, colour }) => ({ path, message: `"${colour}" is no opaque colour of CSS` }));
  if (fields.length > 0) throw new RexError('VALIDATION_FAILED', 'A colour cannot be read.', { fields });
}

const imagesOf = ({ html }: Reading): Measured['images'] =>
  (html?.elements ?? [])
    .filter(({ name }) => name === 'img')
    .flatMap((image) => {
      const style = styleOf(image);
      const has = (side: string): boolean => attribute(image, side) !== undefined || style.has(side);
      return html
        ? [
            {
              source: attribute(image, 'src') ?? '',
              alt: attribute(image, 'alt') ?? null,
              hasSize: has('width') && has('height'),
              passage: passageOf({ in: 'html', text: html.source }, tagOf(html, image)),
            },
          ]
        : [];
    });
