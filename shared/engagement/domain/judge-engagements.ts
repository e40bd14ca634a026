import { type EngagementKind, PERSON_FROM, WEIGHT_TABLES, type WeightTable } from './weights.ts';

/** An open or a click of a message, with all that is needed to judge it again. */
export interface Engagement {
  readonly kind: EngagementKind;
  readonly at: string;
  /** Of `SIGNS`, or of those of a newer version. */
  readonly signs: readonly string[];
  /** Of a click: a short hash that tells the links of one message apart. */
  readonly link?: string | undefined;
}

/** One reason for a probability. The log-odds of the base and of all parts add up to those of the probability. */
interface JudgementPart {
  /** One of `SIGNS`, `soon` or `burst`: `sentenceOf` says what it means. */
  readonly sign: string;
  readonly logOdds: number;
}

export interface Judgement {
  /** That a person did it, in (0, 1). */
  readonly probability: number;
  readonly byPerson: boolean;
  readonly parts: readonly JudgementPart[];
}

/** When a message went out. The times are of UTC; `deliveredAt` while it is known. */
export interface MailTimes {
  readonly claimedAt: string;
  readonly deliveredAt?: string | undefined;
}

export const currentTable = (): number => Math.max(...WEIGHT_TABLES.map(({ version }) => version));

/** A table of a newer version of Rex is not known here; what it judged is judged by the newest that is. */
const tableOf = (version: number): WeightTable => {
  const known = WEIGHT_TABLES.filter((table) => table.version <= version);
  const [newest] = (known.length > 0 ? known : WEIGHT_TABLES).toSorted((a, b) => b.version - a.version);
  if (!newest) throw new Error('There is no table of weights.');
  return newest;
};

/**
 * How likely a person made each of a message's opens and clicks: naive Bayes over the signs of each, its time after the
 * delivery, and the other links that were followed with it. What was judged when it came in, before signs were kept, stays
 * as it was judged.
 * @param times undefined for messages that machines do not fetch, as those of a telephone
 */
export function judgeEngagements(
  engagements: readonly Engagement[],
  times: MailTimes | undefined,
  version = currentTable(),
): Judgement[] {
  const table = tableOf(version);
  return engagements.map((each) => {
    const told = each.signs.some((sign) => sign === 'told_machine' || sign === 'told_person');
    const around =
      told || !times ? [] : [...soonPart(table, each, times), ...burstPart(table, each, engagements)];
    const parts = [
      ...each.signs.map((sign) => ({ sign, logOdds: weightOf(table, sign, each.kind) })),
      ...around,
    ];
    const logOdds = parts.reduce((sum, part) => sum + part.logOdds, table.base[each.kind]);
    const probability = 1 / (1 + Math.exp(-logOdds));
    return { probability, byPerson: probability >= PERSON_FROM, parts };
  });
}

/** A sign of a newer version is one of a machine, as all are. */
const weightOf = ({ signs }: WeightTable, sign: string, kind: EngagementKind): number =>
  (signs[sign] ?? signs['program'])?.[kind] ?? 0;

function soonPart(table: WeightTable, { kind, at }: Engagement, times: MailTimes): JudgementPart[] {
  const seconds = secondsBetween(times.deliveredAt ?? times.claimedAt, at);
  const row = table.soon.find(({ belowSeconds }) => seconds < belowSeconds);
  return row && row.logOdds[kind] < 0 ? [{ sign: 'soon', logOdds: row.logOdds[kind] }] : [];
}

function burstPart(table: WeightTable, click: Engagement, all: readonly Engagement[]): JudgementPart[] {
  if (click.kind !== 'clicked' || click.link === undefined) return [];
  const row = table.burst.find(({ links, withinSeconds }) => {
    const near = all.filter(
      ({ kind, at }) => kind === 'clicked' && Math.abs(secondsBetween(click.at, at)) <= withinSeconds,
    );
    return new Set(near.flatMap(({ link }) => link ?? [])).size >= links;
  });
  return row ? [{ sign: 'burst', logOdds: row.logOdds }] : [];
}

const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

/** Minutes after the claim that part opens and clicks: of those between two of them, the same signs say the same. */
const APART_MINUTES = [1 / 6, 1, 10, 60];

/**
 * Adds an open or click to those of a message, in the order of their times; the same list when it says nothing new. Of what has the same signs, the
 * same link and about the same time after the claim, the earliest is kept: so a message has few, however often it is opened,
 * and what is kept depends neither on order nor on repeats.
 */
export function addEngagement(
  known: readonly Engagement[],
  added: Engagement,
  claimedAt: string,
): readonly Engagement[] {
  const sortOf = ({ kind, at, signs, link = '' }: Engagement): string => {
    const minutes = secondsBetween(claimedAt, at) / 60;
    return [kind, link, ...signs, APART_MINUTES.filter((bound) => minutes >= bound).length].join(' ');
  };
  const same = known.find((each) => sortOf(each) === sortOf(added));
  if (same && same.at <= added.at) return known;
  const order = (each: Engagement): string => `${each.at} ${sortOf(each)}`;
  return [...known.filter((each) => each !== same), added].toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}
