import type * as z from 'zod';
import type { SEO_SEVERITIES, seoFindingSchema } from '../contract/tasks.ts';
import type { Page } from './page.ts';

export type Finding = z.infer<typeof seoFindingSchema>;

interface Rule {
  readonly id: string;
  readonly severity: (typeof SEO_SEVERITIES)[number];
  /** What is wrong, with its numbers; undefined when nothing is. */
  readonly evidence: (page: Page, others: readonly Page[]) => string | undefined;
  readonly advice: string;
}

const [TITLE_LEAST, TITLE_MOST] = [30, 60];
const [DESCRIPTION_LEAST, DESCRIPTION_MOST] = [70, 160];
const ALT_MOST = 125;
const ADDRESS_MOST = 100;
const WORDS_LEAST = 300;
const LISTED = 5;

const first = (texts: readonly string[]): string => texts.find((text) => text !== '') ?? '';
const some = (texts: readonly string[]): string =>
  texts.slice(0, LISTED).join(', ') + (texts.length > LISTED ? `, and ${texts.length - LISTED} more` : '');
const tooShortOrLong = (what: string, text: string, least: number, most: number): string | undefined => {
  if (text === '' || (text.length >= least && text.length <= most)) return undefined;
  return `The ${what} has ${text.length} characters: "${text.slice(0, 200)}"`;
};
const sameElsewhere = (what: string, of: (page: Page) => string, page: Page, others: readonly Page[]) => {
  const same = others.filter((other) => other.url !== page.url && of(page) !== '' && of(other) === of(page));
  return same.length === 0 ? undefined : `The ${what} is also that of ${some(same.map(({ url }) => url))}`;
};

/** One row for each thing that can be wrong. The bounds are those that search engines show, or guides of the field give. */
const RULES: readonly Rule[] = [
  {
    id: 'not-reachable',
    severity: 'error',
    evidence: ({ status }) => (status === 200 ? undefined : `The page answered ${status}.`),
    advice: 'Make the page answer 200, or take it out of the sitemap.',
  },
  {
    id: 'not-indexed',
    severity: 'error',
    evidence: ({ robots }) =>
      /\bnoindex\b|\bnone\b/.test(robots) ? `The robots meta tag says "${robots}".` : undefined,
    advice: 'Take "noindex" away if people should find this page.',
  },
  {
    id: 'title-missing',
    severity: 'error',
    evidence: ({ titles }) => (first(titles) === '' ? 'There is no title.' : undefined),
    advice: `Write a title of ${TITLE_LEAST} to ${TITLE_MOST} characters that says what this page has.`,
  },
  {
    id: 'title-length',
    severity: 'warning',
    evidence: ({ titles }) => tooShortOrLong('title', first(titles), TITLE_LEAST, TITLE_MOST),
    advice: `Write a title of ${TITLE_LEAST} to ${TITLE_MOST} characters.`,
  },
  {
    id: 'title-twice',
    severity: 'warning',
    evidence: ({ titles }) => (titles.length > 1 ? `There are ${titles.length} titles.` : undefined),
    advice: 'Keep one title element.',
  },
  {
    id: 'title-shared',
    severity: 'warning',
    evidence: (page, others) => sameElsewhere('title', ({ titles }) => first(titles), page, others),
    advice: 'Give each page a title of its own.',
  },
  {
    id: 'description-missing',
    severity: 'warning',
    evidence: ({ descriptions }) =>
      first(descriptions) === '' ? 'There is no meta description.' : undefined,
    advice: `Write a description of ${DESCRIPTION_LEAST} to ${DESCRIPTION_MOST} characters.`,
  },
  {
    id: 'description-length',
    severity: 'info',
    evidence: ({ descriptions }) =>
      tooShortOrLong('description', first(descriptions), DESCRIPTION_LEAST, DESCRIPTION_MOST),
    advice: `Write a description of ${DESCRIPTION_LEAST} to ${DESCRIPTION_MOST} characters.`,
  },
  {
    id: 'description-shared',
    severity: 'info',
    evidence: (page, others) =>
      sameElsewhere('description', ({ descriptions }) => first(descriptions), page, others),
    advice: 'Give each page a description of its own.',
  },
  {
    id: 'h1',
    severity: 'warning',
    evidence: ({ headings }) => {
      const count = headings.filter(({ level }) => level === 1).length;
      return count === 1 ? undefined : `There are ${count} headings of the first level.`;
    },
    advice: 'Have exactly one h1.',
  },
  {
    id: 'heading-skipped',
    severity: 'info',
    evidence: ({ headings }) => {
      const at = headings.findIndex(({ level }, n) => n > 0 && level > (headings[n - 1]?.level ?? 0) + 1);
      const [before, after] = [headings[at - 1], headings[at]];
      return before && after ? `"${after.text}" is h${after.level} after h${before.level}.` : undefined;
    },
    advice: 'Go down one level of heading at a time.',
  },
  {
    id: 'canonical',
    severity: 'warning',
    evidence: ({ canonicals, url }) => {
      if (canonicals.length === 0) return 'There is no canonical link.';
      if (canonicals.length > 1) return `There are ${canonicals.length} canonical links.`;
      const [canonical = ''] = canonicals;
      if (!URL.canParse(canonical)) return `The canonical link is no address: "${canonical}"`;
      return new URL(canonical).host === new URL(url).host
        ? undefined
        : `The canonical link is of another host: ${canonical}`;
    },
    advice: 'Have one canonical link, to the address that should be found.',
  },
  {
    id: 'alt-missing',
    severity: 'warning',
    evidence: ({ images }) => {
      const without = images.filter(({ alt }) => alt === undefined);
      return without.length === 0
        ? undefined
        : `${without.length} of ${images.length} images have no alt text: ${some(without.map(({ src }) => src))}`;
    },
    advice: 'Describe each image, or set alt="" where it only decorates.',
  },
  {
    id: 'alt-long',
    severity: 'info',
    evidence: ({ images }) => {
      const long = images.filter(({ alt = '' }) => alt.length > ALT_MOST);
      return long.length === 0
        ? undefined
        : `${long.length} alt texts are longer than ${ALT_MOST} characters: ${some(long.map(({ src }) => src))}`;
    },
    advice: `Keep an alt text within ${ALT_MOST} characters.`,
  },
  {
    id: 'structured-broken',
    severity: 'error',
    evidence: ({ brokenStructured }) =>
      brokenStructured === 0 ? undefined : `${brokenStructured} blocks of JSON-LD cannot be parsed.`,
    advice: 'Correct the JSON: search engines leave such a block out.',
  },
  {
    id: 'structured-missing',
    severity: 'info',
    evidence: ({ structured, brokenStructured }) =>
      structured.length + brokenStructured === 0 ? 'There is no structured data (JSON-LD).' : undefined,
    advice: 'Add JSON-LD of a fitting type, such as Organization, Article or Product.',
  },
  {
    id: 'open-graph',
    severity: 'info',
    evidence: ({ openGraph }) => {
      const missing = ['og:title', 'og:description', 'og:image'].filter((name) => !openGraph.get(name));
      return missing.length === 0 ? undefined : `There is no ${missing.join(', ')}.`;
    },
    advice: 'Add them, so that the page looks right where it is shared.',
  },
  {
    id: 'language',
    severity: 'info',
    evidence: ({ language }) => (language === '' ? 'The html element names no language.' : undefined),
    advice: 'Set lang on the html element.',
  },
  {
    id: 'viewport',
    severity: 'warning',
    evidence: ({ hasViewport }) => (hasViewport ? undefined : 'There is no viewport meta tag.'),
    advice: 'Add <meta name="viewport" content="width=device-width, initial-scale=1">.',
  },
  {
    id: 'not-https',
    severity: 'error',
    evidence: ({ url }) => (url.startsWith('https:') ? undefined : 'The page is served without TLS.'),
    advice: 'Serve it by https, and redirect http to it.',
  },
  {
    id: 'address',
    severity: 'info',
    evidence: ({ url }) => {
      if (url.length > ADDRESS_MOST) return `The address has ${url.length} characters.`;
      return /[A-Z]/.test(new URL(url).pathname) ? 'The address has capitals.' : undefined;
    },
    advice: `Keep addresses short (${ADDRESS_MOST} characters) and in small letters.`,
  },
  {
    id: 'thin',
    severity: 'info',
    evidence: ({ words }) => (words < WORDS_LEAST ? `The page has ${words} words.` : undefined),
    advice: `Fewer than ${WORDS_LEAST} words rarely answer what somebody searches for.`,
  },
  {
    id: 'links',
    severity: 'info',
    evidence: ({ links, url }) =>
      links.some((link) => URL.canParse(link) && new URL(link).host === new URL(url).host)
        ? undefined
        : 'No link leads to another page of this site.',
    advice: 'Link to related pages of the site.',
  },
];

/** Nothing else is worth saying of a page that is not there. */
const ONLY = 'not-reachable';

/** The gravest first. */
export function findingsOf(pages: readonly Page[]): Finding[] {
  const found = pages.flatMap((page) => {
    const rules = page.status === 200 ? RULES : RULES.filter(({ id }) => id === ONLY);
    return rules.flatMap(({ id: rule, severity, advice, evidence }) => {
      const seen = evidence(page, pages);
      return seen === undefined
        ? []
        : [{ page: page.url, rule, severity, evidence: seen.slice(0, 500), advice }];
    });
  });
  const rank = { error: 0, warning: 1, info: 2 } as const;
  return found.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}
