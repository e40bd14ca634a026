import { UNKNOWN } from '../../leads/domain/company-size.ts';
import { industryOf } from '../../leads/domain/industry.ts';
import type { IcpSettings } from '../contract/settings.ts';
import { type IcpFacts, isReachable } from './icp-facts.ts';

/**
 * The four factors: whether the company is of the kind that buys, whether the person has influence there, whether there was
 * any sign of interest, and whether a message would arrive. Each makes a lead more valuable, and a list may contain any of
 * them without the others.
 */
export const FACTORS = ['firmographic', 'role', 'engagement', 'reachability'] as const;
export type Factor = (typeof FACTORS)[number];

export interface Part {
  /** 0 to 1. */
  readonly value: number;
  readonly sentence: string;
}

/** Conversion rates by industry and size, shrunk towards the average where few leads are known. */
export interface Knowledge {
  readonly base: number;
  rateOf(industry: string, size: string): number;
}

type Ideal = IcpSettings['ideal'];

export function firmographicPart(
  facts: Pick<IcpFacts, 'industry' | 'size' | 'country' | 'employees'>,
  ideal: Ideal,
  known: Knowledge | undefined,
): Part {
  const { industry, size } = facts;
  const wanted = wantedShare(facts, ideal);
  const learned = known && liftOf(known, industry, size);
  const values = [wanted, learned].filter((each) => each !== undefined);
  const what = `${industry} industry, ${size} employees`;
  if (values.length === 0) {
    const blank = [industry, size].filter((each) => each === UNKNOWN).length;
    return {
      value: 0.5 - 0.1 * blank,
      sentence: `Nobody has said who is wanted, and no outcome is known: ${what}.`,
    };
  }
  const value = values.reduce((sum, each) => sum + each, 0) / values.length;
  const said = [
    ...(wanted === undefined ? [] : [`meets ${percent(wanted)} of what is wanted`]),
    ...(known && learned !== undefined
      ? [`${percent(known.rateOf(industry, size))} of such leads converted, ${percent(known.base)} of all`]
      : []),
  ];
  return { value, sentence: `${what}: ${said.join('; ')}.` };
}

export function rolePart({ title, level, say }: IcpFacts, { titles }: Ideal): Part {
  const lower = title?.toLowerCase() ?? '';
  const found = titles.find((word) => lower.includes(word.toLowerCase()));
  if (found !== undefined) return { value: 1, sentence: `The title holds "${found}", which is wanted.` };
  return {
    value: say,
    sentence: title === undefined ? 'No title is known.' : `The title is that of level "${level}".`,
  };
}

/** Each sign raises the probability of interest; no single sign makes it certain. */
export function engagementPart(facts: IcpFacts): Part {
  const { replied, orders, visits, secondsOnSite, pageViews, silentWeeks } = facts;
  // The time on pages says more than the number of page views.
  const web = [
    [1, grown(visits, 5)],
    [3, grown(secondsOnSite, 900)],
    [1, grown(pageViews, 5)],
  ].flatMap(([weight = 0, share]) => (share === undefined ? [] : [{ weight, share }]));
  const signs: readonly (readonly [chance: number, words: string])[] = [
    ...(replied ? [[0.9, 'answered a message'] as const] : []),
    ...(orders > 0 ? [[0.7 * (1 - Math.exp(-orders / 2)), `bought ${orders} times`] as const] : []),
    ...(web.length > 0 ? [[0.8 * weightedMean(web), 'was on the website'] as const] : []),
    ...(silentWeeks === undefined
      ? []
      : [[0.4 * 0.5 ** (silentWeeks / 26), `last sign ${silentWeeks.toFixed(0)} weeks ago`] as const]),
  ];
  return {
    value: 1 - signs.reduce((left, [chance]) => left * (1 - chance), 1),
    sentence:
      signs.length === 0
        ? 'There is no sign of life on record.'
        : `${sentence(signs.map(([, words]) => words))}`,
  };
}

export function reachabilityPart(facts: IcpFacts): Part {
  if (!isReachable(facts)) return { value: 0, sentence: 'Nothing may be sent to this person.' };
  const has: readonly (readonly [worth: number, is: boolean, words: string])[] = [
    [0.4, facts.address === 'person', 'a personal address'],
    [0.15, facts.companyDomain, 'of a company'],
    [0.15, facts.hasName, 'a name'],
    [0.15, facts.hasPhone, 'a phone number'],
    [0.15, facts.consent === 'subscribed', 'consent'],
  ];
  const there = has.filter(([, is]) => is);
  return {
    value: there.reduce((sum, [worth]) => sum + worth, 0),
    sentence:
      there.length === 0
        ? 'Only the address of a role is known.'
        : `Known: ${there.map(([, , words]) => words).join(', ')}.`,
  };
}

/** 0.5 at the average rate, and towards 1 for higher rates. */
const liftOf = ({ base, rateOf }: Knowledge, industry: string, size: string): number => {
  const rate = rateOf(industry, size);
  return rate + base === 0 ? 0.5 : rate / (rate + base);
};

/** The share of the wanted properties that the lead has; undefined when no properties are set. */
function wantedShare(
  { industry, country, employees }: Pick<IcpFacts, 'industry' | 'country' | 'employees'>,
  { industries, countries, minEmployees, maxEmployees }: Ideal,
): number | undefined {
  const checks = [
    ...(industries.length === 0 ? [] : [industries.some((each) => industryOf(each) === industry)]),
    ...(countries.length === 0 ? [] : [countries.some((each) => each.toUpperCase() === country)]),
    ...(minEmployees === undefined && maxEmployees === undefined
      ? []
      : [
          employees !== undefined &&
            employees >= (minEmployees ?? 0) &&
            employees <= (maxEmployees ?? Infinity),
        ]),
  ];
  return checks.length === 0 ? undefined : checks.filter(Boolean).length / checks.length;
}

const weightedMean = (of: readonly { readonly weight: number; readonly share: number }[]): number =>
  of.reduce((sum, { weight, share }) => sum + weight * share, 0) /
  of.reduce((sum, { weight }) => sum + weight, 0);

const grown = (value: number | undefined, scale: number): number | undefined =>
  value === undefined ? undefined : 1 - Math.exp(-value / scale);

const sentence = (words: readonly string[]): string => {
  const text = words.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
