import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, call } from '../../console/cli/api-client.ts';
import { finishImport, upload } from '../../console/cli/import-file.ts';
import { resourceRoutes } from '../../shared/allocation/contract/routes.ts';
import { approvalRoutes } from '../../shared/approvals/contract/routes.ts';
import { leadRoutes } from '../../shared/leads/contract/routes.ts';
import type { MissionView } from '../../shared/missions/contract/mission.ts';
import { missionRoutes } from '../../shared/missions/contract/routes.ts';
import { systemRoutes } from '../../shared/operations/contract/system-routes.ts';

const LOOK_EVERY_MS = 3_000;
const WITHIN_MS = 6 * 60_000;
export const LEADS = 50;

/**
 * Addresses of the SES mailbox simulator, which takes mail from the sandbox too, costs as any other mail, and does not
 * count against the reputation: 48 that take it, one that bounces, one that complains.
 */
const SIMULATOR = 'simulator.amazonses.com';
const addresses = [
  ...Array.from({ length: LEADS - 2 }, (_, n) => `success+lead${n + 1}@${SIMULATOR}`),
  `bounce+lead${LEADS - 1}@${SIMULATOR}`,
  `complaint+lead${LEADS}@${SIMULATOR}`,
];

/** A workspace that may send at any hour. */
export async function openWorkspace(connection: Connection, domain: string): Promise<void> {
  await call(connection, systemRoutes.putSettings, {
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
  await call(connection, resourceRoutes.addDomain, {
    body: { domain, tier: 'prewarmed', targetPerDay: 100 },
  });
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

/** Waits for the end, and counts what became of the messages. */
export async function outcomeOf(
  connection: Connection,
  id: string,
  signal: AbortSignal,
): Promise<{ mission: MissionView; messages: Readonly<Record<string, number>> }> {
  const mission = await missionWhen(connection, id, signal, ({ state }) => FINAL.test(state));
  const { messages } = await call(connection, approvalRoutes.listMessages, {
    query: { missionId: id, limit: 100 },
  });
  const states: Record<string, number> = {};
  for (const { state } of messages) states[state] = (states[state] ?? 0) + 1;
  return { mission, messages: states };
}

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
