import type { Sign } from './signs.ts';

/** What each sign means. */
const SAYS: Readonly<Record<string, string>> = {
  provider_flag: 'The provider says that a program did it.',
  told_machine: 'It was taken for a program’s when it came in.',
  told_person: 'It was taken for a person’s when it came in.',
  no_agent: 'It names no program; browsers and mail programs do.',
  apple_prefetch: 'Apple Mail fetched it in advance, read or not.',
  gmail_proxy: 'Gmail fetched it, mostly when the mail is shown.',
  yahoo_proxy: 'Yahoo fetched it, mostly when the mail is shown.',
  scanner: 'A security scanner names itself.',
  headless: 'A browser without a window did it.',
  program: 'The program is no browser and no mail program.',
  apple_network: 'It came from Apple’s network.',
  google_network: 'It came from Google’s network.',
  filter_network: 'It came from a network where mail is filtered.',
  cloud_network: 'It came from a data centre.',
  soon: 'It came too soon after the mail for a person.',
  burst: 'Several links were followed at once.',
} satisfies Record<Sign | 'soon' | 'burst', string>;

/** A sign of a newer version is shown by its name. */
export const sentenceOf = (sign: string): string => SAYS[sign] ?? sign;
