import { isDeepStrictEqual } from 'node:util';
import type { Channel } from '../../channels/contract/channels.ts';
import { brandFacts } from '../../content/domain/brand-facts.ts';
import { contentHash } from '../../content/domain/content-hash.ts';
import type { Facts } from '../../content/domain/facts.ts';
import { leadFacts } from '../../content/domain/lead-facts.ts';
import { POLICY_VERSION } from '../../content/domain/policy.ts';
import { type RenderedMessage, renderMessage } from '../../content/domain/render.ts';
import type { Citation } from '../../content/domain/template.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import { type BuiltText, buildText, type MessageParts } from './build-text.ts';
import { channelOfStep, type LeadDrafts } from './cohort.ts';
import type { MissionContent } from './content.ts';

export type BuiltMessage =
  | BuiltText
  | {
      readonly ok: true;
      readonly channel: 'email';
      readonly rendered: RenderedMessage;
      readonly hash: string;
      readonly framework: string;
      /** What it has from documents. */
      readonly cites: readonly Citation[];
      readonly to: string;
      readonly from: string;
    }
  | { readonly ok: false; readonly blocked: string; readonly detail: string };

/**
 * The message of one step for one lead. A pure function of records, so the message that is built at sending time has the
 * approved hash unless one of the records changed.
 */
export function buildMessage(
  content: MissionContent,
  mission: Pick<OutreachMission, 'id' | 'params' | 'createdAt'>,
  lead: Lead,
  drafted: Pick<LeadDrafts, 'variant' | 'purchases' | 'channels'>,
  step: number,
  now: Date,
): BuiltMessage {
  const facts = factsOf(content, mission, lead, drafted);
  return buildFor(channelOfStep(drafted, step), {
    content,
    lead,
    variant: drafted.variant,
    step,
    facts,
    now,
  });
}

/**
 * Builds a message once, for whoever asks for it again within minutes: of the same records it is the same, but for the age of
 * its evidence, which is counted in days.
 */
export function buildingOnce(): typeof buildMessage {
  const known = new WeakMap<object, { readonly of: unknown; readonly built: BuiltMessage }>();
  return (content, mission, lead, drafted, step, now) => {
    const { id, params, createdAt } = mission;
    const of = { content, id, params, createdAt, lead, step };
    const before = known.get(drafted);
    if (before && isDeepStrictEqual(before.of, of)) return before.built;
    const built = buildMessage(content, mission, lead, drafted, step, now);
    known.set(drafted, { of, built });
    return built;
  };
}

/** The same for a given channel. */
export const buildFor = (channel: Channel, parts: MessageParts): BuiltMessage =>
  channel === 'email' ? buildEmail(parts) : buildText(channel, parts);

function buildEmail({ content, lead, variant, step, facts, now }: MessageParts): BuiltMessage {
  const stored = content.templates.find((t) => t.variant === variant && t.template.step === step);
  if (!stored)
    return { ok: false, blocked: 'TEMPLATE_MISSING', detail: `No template for ${variant}, step ${step}.` };
  const rendered = renderMessage(stored.template, facts, { now });
  if (!rendered.ok) return { ok: false, blocked: rendered.code, detail: rendered.detail };
  const to = lead.profile.address;
  const from = `${content.from.name} <${content.from.address}>`;
  return {
    ok: true,
    channel: 'email',
    rendered,
    framework: stored.template.framework,
    cites: stored.template.cites ?? [],
    to,
    from,
    hash: contentHash({
      recipient: to,
      from,
      replyTo: content.replyDomain,
      subject: rendered.subject,
      text: rendered.text,
      html: rendered.html,
      attachments: [],
      policyVersion: String(POLICY_VERSION),
    }),
  };
}

export function factsOf(
  content: MissionContent,
  mission: Pick<OutreachMission, 'id' | 'params' | 'createdAt'>,
  lead: Lead,
  { purchases }: Pick<LeadDrafts, 'purchases'>,
): Facts {
  const observedOn = mission.createdAt.slice(0, 10);
  return {
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
}
