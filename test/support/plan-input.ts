import { BUILT_IN_TEMPLATES } from '../../shared/content/domain/built-in-templates.ts';
import type { SendingDomain } from '../../shared/domains/domain/pool.ts';
import type { LeadDrafts } from '../../shared/drafting/domain/cohort.ts';
import type { MissionContent } from '../../shared/drafting/domain/content.ts';
import { NOTHING_USED, type PlanInput } from '../../shared/forecast/app/plan-input.ts';
import { chunksOf } from '../../shared/kernel/concurrency.ts';
import { PROVIDER_GROUPS } from '../../shared/leads/contract/provider-groups.ts';
import { leadReactivationParamsSchema } from '../../shared/missions/contract/mission.ts';
import { seededRandom } from '../../shared/statistics/domain/seeded-random.ts';
import { domain, mission, now, settings } from './send-context.ts';

export interface PlanOf {
  readonly leads?: number;
  readonly steps?: number;
  readonly cohortSize?: number;
  readonly zones?: readonly string[];
  /** Of the first e-mail; drawn up to it when absent. */
  readonly bounce?: number;
  readonly domain?: Partial<SendingDomain>;
}

/** A mission that could begin now, whose leads are made up from the seed. */
export function planInput(
  { leads = 300, steps = 3, cohortSize = 100, zones = ['UTC'], bounce, domain: of = {} }: PlanOf = {},
  change: Partial<PlanInput> = {},
): PlanInput {
  const random = seededRandom(leads);
  const drafted = Array.from(
    { length: leads },
    (_, n): LeadDrafts => ({
      leadId: `l_${String(n).padStart(20, '0')}`,
      variant: 'A',
      risk: {
        bounce: bounce ?? random() * 0.05,
        complaint: random() * 0.0001,
        provider: PROVIDER_GROUPS[Math.floor(random() * PROVIDER_GROUPS.length)] ?? 'other',
      },
      messages: new Array<string>(steps).fill('hash'),
    }),
  );
  const cohorts = chunksOf(drafted, cohortSize);
  const sender = domain({ targetPerDay: 1_000, ...of }).domain;
  if (!sender) throw new Error('There is no domain.');
  return {
    seed: 1,
    start: now,
    horizonDays: 365,
    mission: {
      ...mission,
      params: { ...leadReactivationParamsSchema.parse({ steps, collectDays: 7 }), asOf: '2026-01-01' },
    },
    settings,
    content: contentOf(steps),
    domain: sender,
    traffic: [],
    used: NOTHING_USED,
    cohorts: cohorts.map((of, n) => ({
      id: `c-${n}`,
      timeZone: zones[n % zones.length] ?? 'UTC',
      size: of.length,
      ...(cohorts.length > 1 ? { order: n } : {}),
      leads: of,
    })),
    rates: { reply: { email: 0.01, sms: 0.03, whatsapp: 0.03, linkedin: 0.05 }, unsubscribe: 0.002 },
    ...change,
  };
}

const contentOf = (steps: number): MissionContent => ({
  version: 1,
  source: 'built-in',
  notes: [],
  templates: ([1, 2, 3, 4, 5, 6] as const).slice(0, steps).map((step) => ({
    variant: 'A',
    delayDays: step === 1 ? 0 : 3,
    source: 'built-in',
    template: BUILT_IN_TEMPLATES[step].A,
  })),
  brand: {
    brandName: settings.brandName,
    senderName: settings.senderName,
    postalAddress: settings.postalAddress,
    website: settings.website,
  },
  brandObservedOn: '2026-01-01',
  from: { name: 'Ann', address: 'hello@mail.acme.example' },
  replyDomain: 'reply.mail.acme.example',
});
