import * as z from 'zod';
import {
  currentTable,
  type Engagement,
  judgeEngagements,
  type MailTimes,
} from '../../engagement/domain/judge-engagements.ts';
import { ENGAGEMENTS } from '../../engagement/domain/weights.ts';
import { instantSchema } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';

/** What is known of the opens and clicks of one copy. No user agent and no address is kept. */
export const engagedFields = {
  engagements: z
    .array(
      z.object({
        kind: refuseUnknown(z.enum(ENGAGEMENTS)),
        at: instantSchema,
        signs: z.array(z.string()),
        link: z.string().optional(),
      }),
    )
    .optional(),
  /** Version of the table of weights that judges them. */
  judgedBy: z.number().int().optional(),
};

interface Engaged extends MailTimes {
  readonly engagements?: readonly Engagement[] | undefined;
  readonly judgedBy?: number | undefined;
}

/** So many of one person are kept, the earliest: enough for whoever reads often, and a bound for a program that never ends. */
const MOST = 30;

/** In the order of time; those of the same moment in one order as well. */
const orderOf = ({ kind, at, signs, link = '' }: Engagement): string => [at, kind, link, ...signs].join(' ');

/** With one more; the same (by identity) when it is known. What is kept depends neither on order nor on repeats. */
export function withEngagement<T extends Engaged>(copy: T, added: Engagement): T {
  const known = copy.engagements ?? [];
  if (known.some((each) => orderOf(each) === orderOf(added))) return copy;
  const engagements = [...known, added].toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)).slice(0, MOST);
  if (!engagements.includes(added)) return copy;
  return { ...copy, engagements, judgedBy: Math.max(copy.judgedBy ?? 0, currentTable()) };
}

/** Those that a person made, as far as can be told: programs that fetch images and follow links are left out. */
const byPeople = (copy: Engaged): Engagement[] => {
  const { engagements = [], judgedBy } = copy;
  const judgements = judgeEngagements(engagements, copy, judgedBy);
  return engagements.filter((_, i) => judgements[i]?.byPerson === true);
};

/** What one person did, in numbers; `opened` and `clicked` are 0 or 1. */
export function engagementCounts(copy: Engaged | undefined) {
  const made = copy ? byPeople(copy) : [];
  const opens = made.filter(({ kind }) => kind === 'opened').length;
  const clicks = made.filter(({ kind }) => kind === 'clicked').length;
  return { opened: Math.min(1, opens), opens, clicked: Math.min(1, clicks), clicks };
}

export interface LinkCounts {
  /** As `linkName` names it. */
  readonly link: string;
  readonly people: number;
  readonly clicks: number;
}

/** What one person clicked, by link. */
export function clicksOf(copy: Engaged | undefined): Map<string, number> {
  const clicks = new Map<string, number>();
  for (const { kind, link } of copy ? byPeople(copy) : [])
    if (kind === 'clicked' && link !== undefined) clicks.set(link, (clicks.get(link) ?? 0) + 1);
  return clicks;
}
