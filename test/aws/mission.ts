import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, call } from '../../console/cli/api-client.ts';
import { finishImport, upload } from '../../console/cli/import-file.ts';
import { resourceRoutes } from '../../shared/allocation/contract/routes.ts';
import { approvalRoutes } from '../../shared/approvals/contract/routes.ts';
import { leadRoutes } from '../../shared/leads/contract/routes.ts';
import type { MissionView } from '../../shared/missions/contract/mission.ts';
import { missionRoutes } from '../../shared/missions/contract/routes.ts';
import { settingsRoutes } from '../../shared/operations/contract/settings-routes.ts';
import type { TakenMessage } from './emulator/sending-events.ts';

const LOOK_EVERY_MS = 3_000;
const WITHIN_MS = 6 * 60_000;
export const LEADS = 50;

/**
 * Addresses of the SES mailbox simulator, which takes mail from the sandbox too, costs as any other mail, and does not
 * count against the reputation: 48 that take it, one that bounces, one that complains. Not the address "bounce", to which
 * Rex never writes.
 */
const SIMULATOR = 'simulator.amazonses.com';
const addresses = [
  ...Array.from({ length: LEADS - 2 }, (_, n) => `success+lead${n + 1}@${SIMULATOR}`),
  `suppressionlist+lead${LEADS - 1}@${SIMULATOR}`,
  `complaint+lead${LEADS}@${SIMULATOR}`,
];

/** A workspace that may send at any hour. */
export async function openWorkspace(connection: Connection): Promise<void> {
  await call(connection, settingsRoutes.putSettings, {
    body: {
      brandName: 'Harbour Records',
      senderName: 'Elena',
      postalAddress: '12 Quay Street, Portland, ME 04101, USA',
      website: 'https://www.harbour.example',
      sendWindow: { startHour: 0, endHour: 24, weekdays: [1, 2, 3, 4, 5, 6, 7] },
      sendTime: { optimise: false },
      // What the sandbox of SES allows.
      sendsPerSecond: 1,
      reviewWhenIdle: false,
    },
  });
}

/** A domain of the operators needs no record in the DNS, which an emulator does not have. */
export async function giveDomain(
  operators: Connection,
  { domain, to }: { domain: string; to: string },
): Promise<void> {
  await call(operators, resourceRoutes.giveDomain, { body: { domain, to, targetPerDay: 100 } });
}

export async function takeDomain(connection: Connection, domain: string): Promise<void> {
  await call(connection, resourceRoutes.removeDomain, { params: { id: domain } });
}

/** @returns how many leads were taken */
export async function importLeads(connection: Connection, signal: AbortSignal): Promise<number> {
  const rows = addresses.map((address, n) => `${address},Pat${n},2024-05-01`);
  const csv = ['email,first name,last contacted', ...rows].join('\n');
  const created = await call(connection, leadRoutes.createImport, {
    body: { kind: 'leads', fileName: 'smoke-test.csv' },
  });
  await upload(created.upload, new Blob([csv]), signal);
  const view = await finishImport(connection, created.import.id, { signal, onProgress: () => undefined });
  if (view.state !== 'COMPLETED') throw new Error(`The import is ${view.state}: ${JSON.stringify(view)}`);
  const { leads } = await call(connection, leadRoutes.listLeads, { query: { limit: 100 } });
  return leads.length;
}

export async function createMission(connection: Connection): Promise<string> {
  const { id } = await call(connection, missionRoutes.createMission, {
    body: {
      type: 'lead_reactivation',
      name: 'Smoke test',
      params: { steps: 1, holdout: 0, collectDays: 0, minimumScore: 0 },
    },
  });
  return id;
}

/** Waits until the mission asks for an approval. */
export async function approvalOf(connection: Connection, id: string, signal: AbortSignal): Promise<string> {
  const mission = await missionWhen(connection, id, signal, ({ approvalId }) => approvalId !== null);
  return mission.approvalId ?? '';
}

/** @returns how many messages go out */
export async function approve(connection: Connection, approvalId: string): Promise<string> {
  const params = { id: approvalId };
  const { digest } = await call(connection, approvalRoutes.getApproval, { params, query: {} });
  const { state } = await call(connection, approvalRoutes.approve, { params, body: { digest } });
  return state;
}

const FINAL = /^(COMPLETED|FAILED|CANCELLED|ESCALATED)$/;

/** Waits for the end. Gives what SES took, by the ids that it gave: no two messages share one. */
export async function outcomeOf(
  connection: Connection,
  id: string,
  signal: AbortSignal,
): Promise<{ mission: MissionView; sent: readonly TakenMessage[] }> {
  const mission = await missionWhen(connection, id, signal, ({ state }) => FINAL.test(state));
  const { leads } = await call(connection, leadRoutes.listLeads, { query: { limit: 100 } });
  const emails = new Map(leads.map((lead) => [lead.id, lead.email]));
  const taken = new Map<string, TakenMessage>();
  for (const { id: messageId, leadId, providerMessageId } of await messagesOf(connection, id)) {
    if (providerMessageId === null) continue;
    taken.set(providerMessageId, { id: messageId, providerMessageId, to: emails.get(leadId) ?? '' });
  }
  return { mission, sent: [...taken.values()] };
}

/** Waits until Rex was told what became of every message; gives what it was told of. */
export async function toldOf(
  connection: Connection,
  id: string,
  signal: AbortSignal,
  withinMs = 3 * 60_000,
): Promise<{ delivered: number; bounced: number; complained: number }> {
  const until = Date.now() + withinMs;
  for (;;) {
    const states = (await messagesOf(connection, id)).map(({ state }) => state);
    const count = (state: string): number => states.filter((each) => each === state).length;
    const told = {
      delivered: count('delivered'),
      bounced: count('bounced'),
      complained: count('complained'),
    };
    const settled = told.delivered + told.bounced + told.complained;
    if (settled === LEADS || Date.now() > until) return told;
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
}

const messagesOf = async (connection: Connection, missionId: string) =>
  (await call(connection, approvalRoutes.listMessages, { query: { missionId, limit: 100 } })).messages;

async function missionWhen(
  connection: Connection,
  id: string,
  signal: AbortSignal,
  isSo: (mission: MissionView) => boolean,
): Promise<MissionView> {
  const until = Date.now() + WITHIN_MS;
  for (;;) {
    const mission = await call(connection, missionRoutes.getMission, { params: { id } });
    if (isSo(mission)) return mission;
    if (FINAL.test(mission.state) || Date.now() > until) {
      const log = mission.log.slice(-8).map((entry) => JSON.stringify(entry));
      throw new Error(`The mission is ${mission.state}: ${mission.reason}\n${log.join('\n')}`);
    }
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
}
