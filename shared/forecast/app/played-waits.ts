import type { Channel } from '../../channels/contract/channels.ts';
import type { Risk } from '../../domains/domain/risk-budget.ts';
import { nextUtcDay } from '../../kernel/clock.ts';
import type { ProviderGroup } from '../../leads/contract/provider-groups.ts';
import { channelCap } from '../../sending/domain/guards/channel-cap.ts';
import { dailyBudget, inboxCap, warmupCap } from '../../sending/domain/guards/daily-limits.ts';
import { domainHealth } from '../../sending/domain/guards/domain-health.ts';
import { riskBudgetLeft } from '../../sending/domain/guards/risk-budget.ts';
import { sendWindow } from '../../sending/domain/guards/send-window.ts';
import { warmingDomain } from '../../sending/domain/guards/warming-domain.ts';

/** Guards that see nothing but the day, the domain and the channel: what one message is told holds for all. */
const OF_THE_CHANNEL: ReadonlySet<string> = new Set(
  [domainHealth, warmingDomain, warmupCap, inboxCap, channelCap, dailyBudget].map(({ code }) => code),
);

export interface RiskOfMail extends Risk {
  readonly provider: ProviderGroup;
}

/** What decides whether what one message was told holds for another. */
interface Alike {
  readonly channel: Channel;
  readonly zone: string;
  readonly risk: RiskOfMail;
}

/** Until when nothing goes by a channel or to a time zone: what a guard says of one message holds for those that share it. */
export class PlayedWaits {
  private readonly channelUntil: Record<Channel, number> = { email: 0, sms: 0, whatsapp: 0, linkedin: 0 };
  private readonly zoneUntil: Record<string, number> = {};
  /** What was too risky today: neither is what risks as much. */
  private tooRisky: RiskOfMail[] = [];

  /** Milliseconds since 1970; in the past when nothing is known against the message. */
  until({ channel, zone, risk }: Alike, now: Date): number {
    const isTooRisky = channel === 'email' && this.tooRisky.some((known) => isAsRisky(risk, known));
    return Math.max(this.ofZone(channel, zone), isTooRisky ? nextUtcDay(now).getTime() : 0);
  }

  /** The same, whatever the message risks. */
  ofZone(channel: Channel, zone: string): number {
    return Math.max(this.channelUntil[channel], this.zoneUntil[zone] ?? 0);
  }

  /** A guard has told a message to wait until then. */
  note(code: string, { channel, zone, risk }: Alike, until: number): void {
    if (OF_THE_CHANNEL.has(code)) this.channelUntil[channel] = until;
    else if (code === sendWindow.code) this.zoneUntil[zone] = until;
    else if (code === riskBudgetLeft.code)
      this.tooRisky = [risk, ...this.tooRisky.filter((known) => !isAsRisky(known, risk))];
  }

  /** A day has its own budget of risk. */
  nextDay(): void {
    this.tooRisky = [];
  }
}

const isAsRisky = (one: RiskOfMail, other: RiskOfMail): boolean =>
  one.provider === other.provider && one.bounce >= other.bounce && one.complaint >= other.complaint;
