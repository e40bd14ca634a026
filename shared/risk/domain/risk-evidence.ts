import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import { shortHash } from '../../kernel/ids.ts';
import { PROVIDER_GROUPS, type ProviderGroup } from '../../leads/contract/provider-groups.ts';
import type { RiskFacts } from './risk-facts.ts';

const countsSchema = z.object({
  sent: z.number().int(),
  bounced: z.number().int(),
  complained: z.number().int(),
});
/** First e-mails to people, those that bounced for good, and those that were complained about. */
export type Counts = z.infer<typeof countsSchema>;

/** What the e-mails of a workspace did, by the kinds of people that they went to. */
export const riskEvidenceSchema = z.object({
  workspace: workspaceIdSchema,
  version: z.number().int().min(1),
  segments: z.record(z.string(), countsSchema),
  /** Missions that are counted, newest first, so that a repeat counts none twice. */
  missions: z.array(z.string()),
});
export type RiskEvidenceRecord = z.infer<typeof riskEvidenceSchema>;
export type RiskEvidence = Pick<RiskEvidenceRecord, 'segments'>;

export const NO_EVIDENCE: RiskEvidence = { segments: {} };

/** A mission is analysed once, and again only when it is retried soon after. */
const MISSIONS_KEPT = 50;
/** Imports whose leads are still written to; without them the record stays small. */
const SOURCES_KEPT = 30;
const SOURCE = 'source/';
const SOURCE_LETTERS = 6;

const AGES = [
  { upTo: 0.5, name: 'half-a-year' },
  { upTo: 1.5, name: 'a-year' },
  { upTo: 3, name: 'three-years' },
] as const;

/** What a person is counted under: `<verification or age>/<mailbox provider>/<import>`, short enough to stand beside each lead. */
export function kindOf({ years, verification, provider, source }: RiskFacts): string {
  const age = years === undefined ? 'unknown' : (AGES.find(({ upTo }) => years <= upTo)?.name ?? 'older');
  return `${verification ?? age}/${provider}/${shortHash(source, SOURCE_LETTERS)}`;
}

export const providerOfKind = (kind: string): ProviderGroup =>
  PROVIDER_GROUPS.find((provider) => provider === kind.split('/')[1]) ?? 'other';

/** The segments of a kind, from the general to the particular. */
export function segmentsOf(kind: string): string[] {
  const [age = '', provider = '', source = ''] = kind.split('/');
  return [age, `${age}/${provider}`, `${SOURCE}${source}`];
}

/** What became of the first e-mail to a person. */
export interface Outcome {
  readonly kind: string;
  readonly bounced: boolean;
  readonly complained: boolean;
}

/** The evidence with a mission; the same, by identity, when the mission is in it. */
export function withMission(
  known: RiskEvidenceRecord,
  missionId: string,
  outcomes: readonly Outcome[],
): RiskEvidenceRecord {
  if (known.missions.includes(missionId)) return known;
  const segments = new Map(Object.entries(known.segments));
  const touched = new Set<string>();
  for (const { kind, bounced, complained } of outcomes) {
    for (const segment of segmentsOf(kind)) {
      const before = segments.get(segment) ?? { sent: 0, bounced: 0, complained: 0 };
      touched.add(segment);
      segments.set(segment, {
        sent: before.sent + 1,
        bounced: before.bounced + Number(bounced),
        complained: before.complained + Number(complained),
      });
    }
  }
  const isSource = (name: string): boolean => name.startsWith(SOURCE);
  // Those that were written to last come first.
  const names = [...touched, ...[...segments.keys()].filter((name) => !touched.has(name))];
  const kept = new Set(names.filter(isSource).slice(0, SOURCES_KEPT));
  return {
    ...known,
    segments: Object.fromEntries(
      names
        .filter((name) => !isSource(name) || kept.has(name))
        .flatMap((name) => {
          const counts = segments.get(name);
          return counts ? [[name, counts]] : [];
        }),
    ),
    missions: [missionId, ...known.missions].slice(0, MISSIONS_KEPT),
  };
}
