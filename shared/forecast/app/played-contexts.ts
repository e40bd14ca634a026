import type { MessagesApproval } from '../../approvals/domain/approval.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { type SendSubject, type SendView, sendContext } from '../../sending/app/send-context.ts';
import type { SendContext } from '../../sending/domain/guards/guard.ts';
import { leftToday } from '../../sending/domain/left-today.ts';
import type { PlanInput } from './plan-input.ts';
import type { Person, PlayedCohort } from './played-cohorts.ts';
import type { PlayedDays } from './played-days.ts';
import type { PlayedList } from './played-list.ts';
import type { RiskOfMail } from './played-waits.ts';
import { ANY_NUMBER, approvalOf, asApproved } from './stand-ins.ts';

interface Alike {
  readonly cohort: PlayedCohort;
  readonly contacted: Lead['contacted'];
  readonly sentAt: string | undefined;
  readonly message: string | undefined;
  readonly context: SendContext;
}

/** What the guards see of a message, by the same function as when it is sent. */
export class PlayedContexts {
  private readonly input: PlanInput;
  private readonly days: PlayedDays;
  private readonly list: PlayedList;
  private readonly approval: MessagesApproval;
  /** The last message that all guards let pass: for people like this one, at the same moment, only the counts have changed. */
  private alike: Alike | undefined;

  constructor(input: PlanInput, days: PlayedDays, list: PlayedList) {
    this.input = input;
    this.days = days;
    this.list = list;
    this.approval = approvalOf(input.mission, input.start);
  }

  of(subject: Omit<SendSubject, 'draftsBound' | 'number'>, now: Date): SendContext {
    const { settings, content } = this.input;
    const { domain, today, used } = this.days;
    const view: SendView = {
      mission: this.list.mission,
      settings,
      content,
      approval: this.approval,
      domain,
      day: { day: today, ...used },
      risked: used.risked,
    };
    return sendContext(view, { ...subject, draftsBound: true, number: ANY_NUMBER }, now, asApproved).context;
  }

  /** Another moment: what passed before says nothing any more. */
  beginRound(): void {
    this.alike = undefined;
  }

  /** All guards let this message pass, which goes out next. */
  passed(cohort: PlayedCohort, { contacted, latest, drafted }: Person, context: SendContext): void {
    const message = drafted.messages[context.step - 1];
    this.alike = { cohort, contacted, sentAt: latest?.sentAt, message, context };
  }

  /**
   * The context of a message that differs from the last one in its risk, and in what was sent since; undefined for one that
   * differs in more.
   */
  likeLast(
    cohort: PlayedCohort,
    { contacted, latest, drafted }: Person,
    step: number,
    { provider, ...expected }: RiskOfMail,
    now: Date,
  ): SendContext | undefined {
    const { alike } = this;
    if (
      alike?.cohort !== cohort ||
      alike.contacted !== contacted ||
      alike.context.step !== step ||
      alike.sentAt !== latest?.sentAt ||
      alike.message !== drafted.messages[step - 1]
    )
      return undefined;
    const { settings } = this.input;
    const { used, domain } = this.days;
    const { channel, risk } = alike.context;
    return {
      ...alike.context,
      risk: { ...risk, provider, expected, risked: used.risked },
      left: leftToday({ settings, mission: this.list.mission, domain, channel, day: used, now }),
    };
  }
}
