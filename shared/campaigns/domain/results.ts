import { PERSON_TYPE } from '../../tasks/domain/person-task.ts';
import { type CAPS, type CampaignResults, RESULT_METRICS, type ResultMetric } from '../contract/campaign.ts';
import type { Campaign } from './campaign.ts';

export type Numbers = Readonly<Partial<Record<ResultMetric, number>>>;
type CapName = (typeof CAPS)[number];

/** What one part did. */
export interface PartResult {
  readonly id: string;
  readonly kind: 'mission' | 'task';
  readonly type: string;
  readonly name: string;
  readonly state: string;
  readonly numbers: Numbers;
  readonly cost: { readonly messagesUsd: number; readonly modelsUsd: number; readonly adsUsd: number };
  /** Parts of one subject tell of the same thing: only the newest counts. */
  readonly subject?: string;
  readonly at: string;
}

const FREE = { messagesUsd: 0, modelsUsd: 0, adsUsd: 0 } as const;

/** Reports of the same advertisements or the same post count once: the newest. */
function withoutRepeats(parts: readonly PartResult[]): (PartResult & { readonly note: string | null })[] {
  const newest = new Map<string, PartResult>();
  for (const part of parts) {
    const known = part.subject === undefined ? undefined : newest.get(part.subject);
    if (part.subject !== undefined && (!known || part.at > known.at)) newest.set(part.subject, part);
  }
  return parts.map((part) => {
    const counts = part.subject === undefined || newest.get(part.subject) === part;
    return counts
      ? { ...part, note: null }
      : { ...part, numbers: {}, cost: FREE, note: 'A newer report tells of the same.' };
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function totalsOf(parts: readonly Pick<PartResult, 'numbers'>[]): Record<ResultMetric, number> {
  const totals = RESULT_METRICS.map((metric) => [
    metric,
    sum(parts.map(({ numbers }) => numbers[metric] ?? 0)),
  ]);
  return Object.fromEntries(totals) as Record<ResultMetric, number>;
}

/** The sums of what the parts of a campaign did, against its budget and its goals. */
export function resultsOf(campaign: Campaign, parts: readonly PartResult[], now: Date): CampaignResults {
  const counted = withoutRepeats(parts);
  const totals = totalsOf(counted);
  const messagesUsd = sum(counted.map(({ cost }) => cost.messagesUsd));
  const modelsUsd = sum(counted.map(({ cost }) => cost.modelsUsd));
  const adsUsd = sum(counted.map(({ cost }) => cost.adsUsd));
  const totalUsd = messagesUsd + modelsUsd + adsUsd;
  const { amountUsd, caps } = campaign.budget;
  const begun = (kind: 'mission' | 'task'): number =>
    counted.filter((part) => part.kind === kind && part.type !== PERSON_TYPE).length;
  const used: Readonly<Record<CapName, number>> = {
    messages: totals.sent,
    missions: begun('mission'),
    tasks: begun('task'),
  };
  return {
    campaignId: campaign.id,
    at: now.toISOString(),
    totals,
    cost: { messagesUsd, modelsUsd, adsUsd, totalUsd },
    budget: {
      amountUsd: amountUsd ?? null,
      spent: amountUsd === undefined ? null : amountUsd === 0 ? 1 : totalUsd / amountUsd,
      caps: (Object.keys(used) as CapName[]).flatMap((name) => {
        const most = caps[name];
        return most === undefined
          ? []
          : [{ name, used: used[name], most, left: Math.max(0, most - used[name]) }];
      }),
      exhausted:
        amountUsd !== undefined && totalUsd >= amountUsd ? `Its budget of $${amountUsd} is spent.` : null,
    },
    goals: campaign.goals.map((goal) => {
      const value = totals[goal.metric];
      return { ...goal, value, met: value >= goal.target, share: value / goal.target };
    }),
    parts: counted.map(({ id, kind, type, name, state, numbers, cost, note }) => ({
      id,
      kind,
      type,
      name,
      state,
      numbers,
      costUsd: cost.messagesUsd + cost.modelsUsd + cost.adsUsd,
      note,
    })),
  };
}

/** Why the budget lets no move of this kind begin; undefined when it does. */
export function whyNotAfforded(
  { budget }: Pick<CampaignResults, 'budget'>,
  kind: 'mission' | 'task' | 'person',
): string | undefined {
  if (budget.exhausted !== null && kind !== 'person') return budget.exhausted;
  const names: Readonly<Record<typeof kind, readonly CapName[]>> = {
    mission: ['missions', 'messages'],
    task: ['tasks'],
    person: [],
  };
  const full = budget.caps.find(({ name, left }) => names[kind].includes(name) && left === 0);
  return full && `The budget has room for ${full.most} ${full.name}, and ${full.used} are used.`;
}
