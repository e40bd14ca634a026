import { expect } from 'vitest';
import * as z from 'zod';
import type { ImportView } from '../../shared/leads/contract/routes.ts';
import type { MissionView } from '../../shared/missions/contract/mission.ts';
import { isSelected } from '../../shared/missions/domain/audience.ts';
import { journeyState } from '../../shared/sending/domain/journey.ts';
import { type Send, wasSent } from '../../shared/sending/domain/send.ts';
import type { KillableRex } from '../support/killable-rex.ts';
import type { PatientClient } from './patient-client.ts';
import { type MissionRecords, readMissionRecords } from './records.ts';
import { readSentMails, type SentMail } from './sent-mails.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LOOKS = 3;

const OF_UNKNOWN_FATE: readonly Send['state'][] = ['unknown', 'claimed'];
const NOT_SENT: readonly Send['state'][] = ['rejected', 'released', 'dry_run'];

const DEAD = '-dead';

/** The invariants of a mission that has ended, whatever happened on the way. Gives what is worth telling. */
export async function expectSettled(
  rex: KillableRex,
  client: PatientClient,
  outcome: {
    readonly workspace: string;
    readonly mission: MissionView;
    readonly imported: { readonly leads: ImportView; readonly orders: ImportView };
    /** Whether a message may have been given up after five tries: then the sweep has to have done its work. */
    readonly givenUp: 'never' | 'sometimes';
  },
): Promise<{ mails: number; unknown: number }> {
  const { workspace, mission, imported, givenUp } = outcome;
  expect(mission.reason).toBe('The report is written.');
  expect(mission.state).toBe('COMPLETED');
  const left = (): Promise<string[]> =>
    client.ask(async ({ info }) =>
      Object.keys(await messagesLeft(info.url)).filter(
        (queue) => givenUp === 'never' || !queue.endsWith(DEAD),
      ),
    );
  // The message of a worker that died comes back when its visibility timeout is over.
  for (let n = 0; n < LOOKS && (await left()).length > 0; n++) await client.wait(HOUR);
  expect(await left(), 'no message waits in any queue').toEqual([]);
  const records = await readMissionRecords(rex.awsEndpoint(), { workspace, missionId: mission.id });
  const mails = await readSentMails(rex.home, workspace);
  expectWholeImport(imported.leads);
  expectWholeImport(imported.orders);
  expect(records.indexed, 'every imported lead is in the lead index').toHaveLength(
    imported.leads.counts.imported,
  );
  expectEveryLeadSettled(records);
  const unknown = expectNothingSentTwice(records, mails);
  expectHonestReport(records, mission);
  return { mails: mails.length, unknown };
}

function expectWholeImport({ state, counts }: ImportView): void {
  expect(state).toBe('COMPLETED');
  expect(counts.imported + counts.unchanged + counts.duplicates + counts.rejected).toBe(counts.rows);
  expect(counts.imported).toBeGreaterThan(0);
}

const queuesSchema = z.object({
  queues: z.record(z.string(), z.object({ ready: z.number(), delayed: z.number(), inFlight: z.number() })),
});

/** What the queues hold when everything that is in flight has ended, dead-letter queues included. */
async function messagesLeft(url: string): Promise<Record<string, number>> {
  const response = await fetch(`${url}/_local/idle`, { method: 'POST' });
  const { queues } = queuesSchema.parse(await response.json());
  const sizes = Object.entries(queues).map(
    ([name, { ready, delayed, inFlight }]) => [name, ready + delayed + inFlight] as const,
  );
  return Object.fromEntries(sizes.filter(([, size]) => size > 0));
}

/** Every lead is in exactly one place: left out, held out, or drafted; and who was drafted is through or blocked. */
function expectEveryLeadSettled(records: MissionRecords): void {
  const { indexed, scored, drafts, cohorts, sends, delaysDays } = records;
  expect(sorted(indexed), 'the lead index names every lead once').toEqual(sorted(new Set(indexed)));
  expect(sorted(scored.map(({ id }) => id)), 'every lead is scored once').toEqual(sorted(indexed));
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
function expectNothingSentTwice(records: MissionRecords, mails: readonly SentMail[]): number {
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
    told.filter((send) => OF_UNKNOWN_FATE.includes(send.state) && mailed.has(`${send.leadId} ${send.step}`)),
    "a claim whose mail went out is settled by the provider's own event",
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
function expectHonestReport(
  { scored, sends, cohorts, pool }: MissionRecords,
  { report, updatedAt }: Pick<MissionView, 'report' | 'updatedAt'>,
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
    unknown: sends.filter(({ state }) => OF_UNKNOWN_FATE.includes(state)).length,
    blocked: sum(cohorts.map((cohort) => Object.keys(cohort.blocked).length)),
  });
  // Some bounces are told hours after a mail was taken, and so after the mission has ended.
  const bounces = sends.flatMap(({ bouncedAt }) => bouncedAt ?? []);
  const bounced = report?.messages.bounced ?? -1;
  expect(bounced).toBeLessThanOrEqual(bounces.length);
  expect(bounced).toBeGreaterThanOrEqual(
    bounces.filter((at) => Date.parse(at) < Date.parse(updatedAt) - 10 * MINUTE).length,
  );
  const holders = [...(pool?.crews ?? []), ...(pool?.domains ?? [])].flatMap((each) => each.holders);
  expect(holders, 'crew and domain are free again').toEqual([]);
}

const sorted = (ids: Iterable<string>): string[] => [...ids].sort();
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
