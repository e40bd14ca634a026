import { POLICY_VERSION } from '../approvals/approval.ts';
import { brandFacts } from '../content/brand-facts.ts';
import { contentHash } from '../content/content-hash.ts';
import { leadFacts } from '../content/lead-facts.ts';
import { type RenderedMessage, renderMessage } from '../content/render.ts';
import type { Lead } from '../leads/lead.ts';
import type { LeadDrafts } from '../sending/cohort.ts';
import type { MissionContent } from './content.ts';
import type { OutreachMission } from './mission.ts';

export type BuiltMessage =
  | {
      readonly ok: true;
      readonly rendered: RenderedMessage;
      readonly hash: string;
      readonly framework: string;
    }
  | { readonly ok: false; readonly blocked: string; readonly detail: string };

/**
 * The message of one step for one lead. A pure function of records, so what is built at sending time hashes to
 * what was approved unless one of them changed.
 */
export function buildMessage(
  content: MissionContent,
  mission: Pick<OutreachMission, 'id' | 'params' | 'createdAt'>,
  lead: Lead,
  drafted: Pick<LeadDrafts, 'variant' | 'purchases'>,
  step: number,
  now: Date,
): BuiltMessage {
  const { variant, purchases } = drafted;
  const stored = content.templates.find((t) => t.variant === variant && t.template.step === step);
  if (!stored)
    return { ok: false, blocked: 'TEMPLATE_MISSING', detail: `No template for ${variant}, step ${step}.` };
  const observedOn = mission.createdAt.slice(0, 10);
  const facts = {
    ...brandFacts(content.brand, mission.id, content.brandObservedOn),
    ...leadFacts(
      {
        leadId: lead.id,
        firstName: lead.profile.firstName,
        company: lead.profile.company,
        consent: lead.profile.consent,
        observedOn,
      },
      purchases && {
        recordId: lead.id,
        count: purchases.count,
        lastPurchaseOn: purchases.lastOn,
        observedOn,
      },
      new Date(`${mission.params.asOf ?? observedOn}T00:00:00Z`),
    ),
  };
  const rendered = renderMessage(stored.template, facts, { now });
  if (!rendered.ok) return { ok: false, blocked: rendered.code, detail: rendered.detail };
  return {
    ok: true,
    rendered,
    framework: stored.template.framework,
    hash: contentHash({
      recipient: lead.profile.address,
      from: `${content.from.name} <${content.from.address}>`,
      replyTo: content.replyDomain,
      subject: rendered.subject,
      text: rendered.text,
      html: rendered.html,
      attachments: [],
      policyVersion: String(POLICY_VERSION),
    }),
  };
}
