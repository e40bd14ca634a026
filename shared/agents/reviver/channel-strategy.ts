import type { Channel } from '../../channels/contract/channels.ts';
import { CHANNEL_TERMS } from '../../channels/domain/channel-terms.ts';
import { type ChannelOption, chooseChannel } from '../../channels/domain/choose-channel.ts';
import { type ContactNumber, hasStarted, stopOf } from '../../channels/domain/contact-number.ts';
import { numberChannel } from '../../channels/domain/number-channel.ts';
import type { LeadDrafts } from '../../drafting/domain/cohort.ts';
import type { MissionContent } from '../../drafting/domain/content.ts';
import { buildFor, factsOf } from '../../drafting/domain/message.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { routeProblem } from '../../leads/domain/route-problem.ts';
import { suppressionOn } from '../../leads/domain/suppression.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import type { Send } from '../../sending/domain/send.ts';
import { pastResponse } from './past-responses.ts';

export type PlannedChannels = NonNullable<LeadDrafts['channels']>;

export interface ChannelView {
  readonly content: MissionContent;
  readonly mission: OutreachMission;
  readonly now: Date;
}

/** What is known of a person beside the lead. */
export interface ChannelPast {
  readonly number: ContactNumber | undefined;
  /** What other missions sent to them. */
  readonly sends: readonly Send[];
}

/** Whether the answers of people decide anything: where no step has a choice, nothing of their past needs to be read. */
export const hasChoice = ({ channels }: Pick<MissionContent, 'channels'>): boolean =>
  channels?.settings.steps.some((allowed) => allowed.length > 1) ?? false;

/**
 * ReviverAgent's channel strategy: by which channel each step goes to one lead, and why. It is chosen before the
 * approval, which binds it. Undefined where the workspace uses e-mail only.
 */
export function planChannels(
  { content, mission, now }: ChannelView,
  lead: Lead,
  drafted: Pick<LeadDrafts, 'variant' | 'purchases'>,
  { number, sends }: ChannelPast,
): PlannedChannels | undefined {
  const { channels } = content;
  if (!channels) return undefined;
  const { settings, replyRates } = channels;
  const parts = {
    content,
    lead,
    variant: drafted.variant,
    facts: factsOf(content, mission, lead, drafted),
    now,
  };
  return Array.from({ length: mission.params.steps }, (_, i) => {
    const allowed = settings.steps[i] ?? ['email'];
    const known = allowed.filter((channel) => Object.hasOwn(CHANNEL_TERMS, channel));
    const options = known.map((channel): ChannelOption => {
      const built = buildFor(channel, { ...parts, step: i + 1 });
      const terms = CHANNEL_TERMS[channel];
      const segments = built.ok && built.channel !== 'email' ? built.rendered.segments : 1;
      return {
        channel,
        obstacle:
          routeProblem(channel, lead.profile, settings, i + 1)?.clause ??
          (suppressionOn(lead, channel) ? 'the person is suppressed there' : undefined) ??
          consentProblem(channel, lead, number) ??
          (built.ok ? undefined : `the message cannot be built: ${built.blocked}`),
        costUsd: terms.costUsd(settings, segments),
        replyRate: replyRates[channel] ?? terms.replyRate,
        past: pastResponse(channel, sends, number),
      };
    });
    const { channel, reason } = chooseChannel(options, settings.valueOfReplyUsd);
    const costUsd = options.find((option) => option.channel === channel)?.costUsd;
    return { channel, reason, costUsd: costUsd ?? CHANNEL_TERMS[channel].costUsd(settings, 1) };
  });
}

/** What the guards would say of it too; here it only steers the choice. */
function consentProblem(channel: Channel, lead: Lead, number: ContactNumber | undefined): string | undefined {
  const own = numberChannel(channel);
  if (!own) return undefined;
  if (stopOf(number, own)) return 'the number is stopped';
  const recorded = lead.profile.channelConsents?.[own] ?? 'unknown';
  if (recorded === 'opted_out') return 'the person has opted out';
  return recorded === 'subscribed' || hasStarted(number, own) ? undefined : 'no consent is recorded';
}
