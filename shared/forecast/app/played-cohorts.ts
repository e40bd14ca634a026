import { draftBlock, type LeadDrafts } from '../../drafting/domain/cohort.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { Send } from '../../sending/domain/send.ts';
import { type DueAt, dueAtSendHour } from '../../sending/domain/send-time.ts';
import { type PlanInput, SAME } from './plan-input.ts';
import { someoneIn } from './stand-ins.ts';

/** A lead as far as a plan knows it. */
export interface Person {
  readonly drafted: LeadDrafts;
  /** Their place among all leads, by which their reactions are drawn. */
  readonly place: number;
  latest: Send | undefined;
  contacted: Lead['contacted'];
  dueAt: number;
}

/** A cohort with those of its people to whom something may still go. Times are in milliseconds since 1970. */
export interface PlayedCohort {
  readonly id: string;
  readonly order: number | undefined;
  readonly size: number;
  readonly zone: string;
  readonly lead: Lead;
  readonly dueAt: DueAt;
  people: Person[];
  nextAt: number;
  firsts: number;
  bounced: number;
  blocked: number;
}

const NOBODY: Lead['contacted'] = [];
const NO_ZONE = 'none';

/** The cohorts at the start, when everybody is due. */
export function playedCohorts({ mission, cohorts, settings, start }: PlanInput): PlayedCohort[] {
  let place = 0;
  return cohorts.map(({ id, timeZone, order, size, sendHours, leads }) => ({
    id,
    order,
    size,
    zone: timeZone,
    lead: someoneIn(mission.workspace, timeZone === NO_ZONE ? undefined : timeZone),
    dueAt: rememberLast(dueAtSendHour({ sendHours }, settings.timeZone)),
    people: leads.map((drafted) => ({
      drafted: {
        ...drafted,
        messages: drafted.messages.map((each) => (draftBlock(each) === undefined ? SAME : each)),
      },
      place: place++,
      latest: undefined,
      contacted: NOBODY,
      dueAt: start.getTime(),
    })),
    nextAt: start.getTime(),
    firsts: 0,
    bounced: 0,
    blocked: 0,
  }));
}

/**
 * Those of a cohort to whom a step went at the same time are due at the same time, and calendars are slow: of 575,000 messages
 * they took most of the time. Of a lead it depends on the time zone alone, which a cohort shares.
 */
function rememberLast(dueAt: DueAt): DueAt {
  let last: { readonly step: number; readonly at: number; readonly due: Date } | undefined;
  return (lead, step, at) => {
    if (last?.step !== step || last.at !== at.getTime())
      last = { step, at: at.getTime(), due: dueAt(lead, step, at) };
    return last.due;
  };
}
