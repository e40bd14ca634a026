import * as z from 'zod';
import type { AudienceCounts } from '../contract/mission.ts';

/** The score of one lead, stored so that `explain` and the analysis see what the mission saw. */
const scoredLeadSchema = z.object({
  id: z.string(),
  score: z.number(),
  timeZone: z.string().optional(),
  purchases: z.object({ count: z.number().int(), lastOn: z.iso.date() }).optional(),
  variant: z.string().optional(),
  heldOut: z.boolean().optional(),
  /** Probability that an e-mail bounces, for those who get one. */
  risk: z.number().optional(),
  /** Probability that it is complained about. */
  complaintRisk: z.number().optional(),
  /** What its e-mails are counted under, to learn from: `kindOf` of `shared/risk`. */
  kind: z.string().optional(),
  /** Reason codes when the lead was left out. */
  excluded: z.array(z.string()).optional(),
});
export type ScoredLead = z.infer<typeof scoredLeadSchema>;

export const scoredPageSchema = z.object({
  page: z.string(),
  version: z.number().int(),
  leads: z.array(scoredLeadSchema),
});
export type ScoredPage = z.infer<typeof scoredPageSchema>;

export const isSelected = (lead: ScoredLead): boolean => !lead.excluded && lead.heldOut !== true;

/** Each lead counts once; one that is left out under the most serious of its reasons. */
export function countAudience(scored: readonly ScoredLead[]): AudienceCounts {
  const excluded: Record<string, number> = {};
  for (const [code] of scored.flatMap((lead) => (lead.excluded ? [lead.excluded] : []))) {
    if (code !== undefined) excluded[code] = (excluded[code] ?? 0) + 1;
  }
  return {
    leads: scored.length,
    selected: scored.filter(isSelected).length,
    holdout: scored.filter((lead) => lead.heldOut).length,
    excluded,
  };
}
