import { expect } from 'vitest';
import type { MissionReport } from '../../shared/contracts/mission.ts';
import { isSelected } from '../../shared/domain/missions/audience.ts';
import { journeyState } from '../../shared/domain/sending/journey.ts';
import { type Send, wasSent } from '../../shared/domain/sending/send.ts';
import type { MissionRecords } from './records.ts';
import type { SentMail } from './sent-mails.ts';

const OF_UNKNOWN_FATE: readonly Send['state'][] = ['unknown', 'claimed'];
const NOT_SENT: readonly Send['state'][] = ['rejected', 'released', 'dry_run'];

/** Every lead is in exactly one place: left out, held out, or drafted; and who was drafted is through or blocked. */
export function expectEveryLeadSettled(records: MissionRecords): void {
  const { roster, scored, drafts, cohorts, sends, delaysDays } = records;
  expect(sorted(roster), 'the roster names every lead once').toEqual(sorted(new Set(roster)));
  expect(sorted(scored.map(({ id }) => id)), 'every lead is scored once').toEqual(sorted(roster));
  const drafted = drafts.flatMap(({ leads }) => leads);
  expect(sorted(drafted.map(({ leadId }) => leadId)), 'every selected lead is in one cohort').toEqual(
    sorted(scored.filter(isSelected).map(({ id }) => id)),
  );
  expect(new Set(cohorts.map(({ state }) => state))).toEqual(new Set(['done']));
  const blocked = new Map(cohorts.flatMap((cohort) => Object.entries(cohort.blocked)));
  const byLead = Map.groupBy(sends, ({ leadId }) => leadId);
  const now = new Date();
  const open = drafted.filter(({ leadId, variant }) => {
    const journey = journeyState(byLead.get(leadId) ?? [], delaysDays.get(variant) ?? [], now, now);
    return journey.kind !== 'ended' && !blocked.has(leadId);
  });
  expect(open, 'no lead is left on its way').toEqual([]);
}

/** The ledger and the mails tell the same story. Gives how many messages are of unknown fate. */
export function expectNothingSentTwice(records: MissionRecords, mails: readonly SentMail[]): number {
  const mailsOf = Map.groupBy(mails, ({ to, step }) => `${to} ${step}`);
  expect(
    [...mailsOf].filter(([, same]) => same.length > 1),
    'no person has a step twice',
  ).toEqual([]);
  const mailed = new Map(mails.map((mail) => [`${mail.leadId} ${mail.step}`, mail]));
  expect(mailed.size, 'no lead has a step twice').toBe(mails.length);
  const entries = new Map(records.sends.map((send) => [`${send.leadId} ${send.step}`, send]));
  const told = [...entries.values()];
  expect(
    told.filter((send) => wasSent(send) && !mailed.has(`${send.leadId} ${send.step}`)),
    'what the ledger calls sent was mailed',
  ).toEqual([]);
  expect(
    told.filter((send) => NOT_SENT.includes(send.state) && mailed.has(`${send.leadId} ${send.step}`)),
    'what the ledger calls not sent was not mailed',
  ).toEqual([]);
  expect(
    [...mailed.keys()].filter((key) => !entries.has(key)),
    'no mail without a ledger entry',
  ).toEqual([]);
  for (const [lead, own] of Map.groupBy(mails, ({ leadId }) => leadId)) {
    const inOrderOfTime = own.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ step }) => step);
    expect(inOrderOfTime, `the steps of ${lead} come one after the other`).toEqual(own.map((_, i) => i + 1));
  }
  return told.filter(({ state }) => OF_UNKNOWN_FATE.includes(state)).length;
}

/** The report was written from the ledger, and resources are free for the next mission. */
export function expectHonestReport(
  { scored, sends, cohorts, pool }: MissionRecords,
  report: MissionReport | null,
): void {
  const excluded = scored.filter((lead) => lead.excluded);
  expect(report?.audience).toMatchObject({
    leads: scored.length,
    selected: scored.filter(isSelected).length,
    holdout: scored.filter((lead) => lead.heldOut).length,
  });
  expect(sum(Object.values(report?.audience.excluded ?? {}))).toBe(excluded.length);
  expect(report?.messages).toMatchObject({
    sent: sends.filter(wasSent).length,
    bounced: sends.filter((send) => send.bouncedAt).length,
    unknown: sends.filter(({ state }) => OF_UNKNOWN_FATE.includes(state)).length,
    blocked: sum(cohorts.map((cohort) => Object.keys(cohort.blocked).length)),
  });
  const holders = [...(pool?.crews ?? []), ...(pool?.domains ?? [])].flatMap((each) => each.holders);
  expect(holders, 'crew and domain are free again').toEqual([]);
}

const sorted = (ids: Iterable<string>): string[] => [...ids].sort();
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
