import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { call } from '../../console/cli/api-client.ts';
import { driveMission } from '../../console/cli/demo/drive-mission.ts';
import { prepareWorkspace } from '../../console/cli/demo/prepare-workspace.ts';
import { createImport, finishImport, upload } from '../../console/cli/import-file.ts';
import type { LocalUsage } from '../../console/cli/local/local-rex.ts';
import { createTerminal } from '../../console/cli/terminal/terminal.ts';
import { captureStreams } from '../../console/testing/streams.ts';
import { approvalRoutes } from '../../shared/approvals/contract/routes.ts';
import { missionRoutes } from '../../shared/missions/contract/routes.ts';
import { type BenchRex, WORKSPACE } from './bench-rex.ts';

export type Usage = LocalUsage['services'];

export interface MissionInput {
  readonly name: string;
  readonly leads: string;
  readonly orders: string;
  readonly asOf: string;
  readonly steps: number;
}

export interface MissionFigures {
  readonly name: string;
  /** Rows of the lead file. */
  readonly rows: number;
  /** People who got at least one e-mail. */
  readonly leadsEmailed: number;
  readonly emails: number;
  readonly importSeconds: number;
  readonly missionSeconds: number;
  readonly importUsage: Usage;
  readonly missionUsage: Usage;
}

/**
 * Import and mission as a user would do them, through the API, on the virtual clock. `onImported` is called between the two.
 * @throws when the mission does not end COMPLETED
 */
export async function runWholeMission(
  rex: BenchRex,
  input: MissionInput,
  onImported: () => void = () => undefined,
): Promise<MissionFigures> {
  const { connection } = rex.local;
  await prepareWorkspace(connection, WORKSPACE);
  await rex.idle();

  const before = await look(rex);
  const rows = await importFile(rex, 'leads', input.leads);
  await importFile(rex, 'orders', input.orders);
  await rex.idle();
  const imported = await look(rex);
  onImported();
  const { id } = await call(connection, missionRoutes.createMission, {
    body: {
      type: 'lead_reactivation',
      name: input.name,
      params: { asOf: input.asOf, steps: input.steps },
    },
  });
  await drive(rex, id);
  const ended = await look(rex);
  const sent = await readSent(rex.home);
  return {
    name: input.name,
    rows,
    leadsEmailed: new Set(sent).size,
    emails: sent.length,
    importSeconds: (imported.at - before.at) / 1000,
    missionSeconds: (ended.at - imported.at) / 1000,
    importUsage: between(before.usage, imported.usage),
    missionUsage: between(imported.usage, ended.usage),
  };
}

const look = async ({ local }: BenchRex) => ({
  usage: (await local.usage()).services,
  at: performance.now(),
});

/** What was counted meanwhile. */
export const between = (before: Usage, after: Usage): Usage =>
  Object.fromEntries(
    Object.entries(after).map(([service, counts]) => [
      service,
      Object.fromEntries(
        Object.entries(counts).map(([name, count]) => [name, count - (before[service]?.[name] ?? 0)]),
      ),
    ]),
  );

export async function importFile(
  { local }: BenchRex,
  kind: 'leads' | 'orders',
  csv: string,
): Promise<number> {
  const { signal } = new AbortController();
  const created = await createImport(local.connection, { kind, file: `${kind}.csv` });
  await upload(created.upload, new Blob([csv]), signal);
  const view = await finishImport(local.connection, created.import.id, { signal, onProgress: () => {} });
  if (view.state !== 'COMPLETED') throw new Error(`The ${kind} are ${view.state}: ${view.reason}`);
  return view.counts.rows;
}

async function drive({ local }: BenchRex, missionId: string): Promise<void> {
  const { connection } = local;
  const mission = await driveMission({
    rex: local,
    missionId,
    terminal: createTerminal(captureStreams().streams.stderr),
    signal: new AbortController().signal,
    async onApproval(id) {
      const { digest } = await call(connection, approvalRoutes.getApproval, { params: { id } });
      await call(connection, approvalRoutes.approve, { params: { id }, body: { digest } });
    },
  });
  if (mission.state !== 'COMPLETED') throw new Error(`The mission is ${mission.state}: ${mission.reason}`);
}

/** The address on every e-mail that was handed to SES: the files are the truth, whatever the ledger says. */
async function readSent(home: string): Promise<string[]> {
  const folder = join(home, 'mail');
  const sent: string[] = [];
  for (const file of (await readdir(folder)).filter((each) => each.endsWith('.eml'))) {
    const address = /^To: (.+)$/im.exec(await readFile(join(folder, file), 'latin1'))?.[1];
    if (address === undefined) throw new Error(`${file} is to nobody.`);
    sent.push(address.trim().toLowerCase());
  }
  return sent;
}
