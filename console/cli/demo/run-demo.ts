import { leadRoutes } from '../../../shared/leads/contract/routes.ts';
import { missionRoutes } from '../../../shared/missions/contract/routes.ts';
import { call } from '../api-client.ts';
import type { Context } from '../context.ts';
import { type EnsuredRex, ensureLocalRex } from '../local/ensure-local-rex.ts';
import { callsOutText } from '../local/local-info.ts';
import type { LocalRex } from '../local/local-rex.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { beginDemo, DEFAULT_SEED, type DemoWishes, isSameDemo, keepPeople } from './begin-demo.ts';
import { decideApproval } from './decide-approval.ts';
import { type DemoResult, demoResult } from './demo-result.ts';
import { type DemoRecord, type DemoState, keepDemoState, readDemoState } from './demo-state.ts';
import { driveMission } from './drive-mission.ts';
import { importOnce } from './import-once.ts';
import { importPurchases } from './import-purchases.ts';
import { prepareWorkspace } from './prepare-workspace.ts';

export interface RunDemo {
  readonly wishes: DemoWishes;
  readonly yes: boolean;
  readonly fresh: boolean;
  readonly terminal: Terminal;
}

export type NextStep = readonly [command: string, what: string];

export interface FinishedDemo {
  readonly result: DemoResult;
  /** What is worth trying next, and what for. */
  readonly next: readonly NextStep[];
}

/**
 * The main job from files to report, through the API as a user would do it. Goes on where a demo of this home was
 * interrupted; a finished one is only told again.
 */
export async function runDemo(context: Context, options: RunDemo): Promise<FinishedDemo> {
  const { home } = context;
  const { wishes, terminal } = options;
  const found = options.fresh ? undefined : await readDemoState(home.demo);
  const begun = found && isSameDemo(found, wishes) ? found : undefined;
  if (begun?.result) {
    terminal.line('This demo has finished before; --fresh starts another one.');
    return { result: begun.result, next: nextSteps({ own: true, mailbox: undefined, address: undefined }) };
  }
  const people = begun ? begun.inputs.people : await keepPeople(home.demo, wishes.people);
  const ensured = await ensureLocalRex(context, {
    workspace: wishes.workspace,
    people,
    seed: begun?.inputs.seed ?? wishes.seed ?? DEFAULT_SEED,
    resuming: begun !== undefined,
    terminal,
  });
  try {
    const state = begun ?? (await beginDemo(home.demo, { ...wishes, peopleCopy: people }, ensured.rex));
    if (begun) terminal.line('Going on with the demo that was interrupted.');
    return await finishDemo(context, options, ensured, state);
  } finally {
    await ensured.stop();
  }
}

async function finishDemo(
  context: Context,
  options: RunDemo,
  { rex, own }: EnsuredRex,
  state: DemoState,
): Promise<FinishedDemo> {
  const { terminal } = options;
  const { signal } = context;
  const { connection } = rex;
  terminal.line(`Calls out to: ${callsOutText(rex.info)}.`);
  const record = keepDemoState(context.home.demo, state, () => performance.now());
  await record.update({});

  await prepareWorkspace(connection, options.wishes.workspace);
  const importing = { record, connection, terminal, signal };
  const leads = await importOnce('leads', state.inputs.leads, importing);
  const orders = await importOnce('orders', state.inputs.orders, importing);
  const missionId = await createMissionOnce(rex, record);
  const mission = await driveMission({
    rex,
    missionId,
    terminal,
    signal,
    onApproval: async (approvalId) => {
      if (record.state.approved === approvalId) return;
      const { streams } = context;
      await decideApproval({ connection, approvalId, approved: options.yes, streams, terminal, signal });
      await record.update({ approved: approvalId });
    },
    onDays: (current, now) =>
      importPurchases({ rex, mission: current, now, folder: context.home.demo, ...importing }),
  });

  const usageAfter = await rex.usage();
  await record.update({});
  const { usageBefore, spentMs } = record.state;
  const result = demoResult({
    mission,
    imports: { leads, orders },
    usageBefore,
    usageAfter,
    durationMs: spentMs,
  });
  await record.update({ result });
  const example = await call(connection, leadRoutes.listLeads, { query: { limit: 1 } });
  return {
    result,
    next: nextSteps({ own, mailbox: rex.info.mailboxUrl, address: example.leads[0]?.email }),
  };
}

async function createMissionOnce({ connection }: LocalRex, record: DemoRecord): Promise<string> {
  const { missionId, idempotencyKey, inputs } = record.state;
  if (missionId !== undefined) return missionId;
  const created = await call(connection, missionRoutes.createMission, {
    headers: { 'idempotency-key': idempotencyKey },
    body: { type: 'lead_reactivation', name: 'Demo', params: { asOf: inputs.asOf } },
  });
  await record.update({ missionId: created.id });
  return created.id;
}

function nextSteps(where: {
  own: boolean;
  mailbox: string | undefined;
  address: string | undefined;
}): NextStep[] {
  const { own, mailbox, address = 'ADDRESS' } = where;
  return [
    ...(own ? [['rex start', 'starts this Rex again, with all its e-mails and the API'] as const] : []),
    ...(own || mailbox === undefined ? [] : [[mailbox, 'every e-mail that was sent'] as const]),
    [`rex explain ${address}`, 'why this lead was written to, or was not'],
    ['rex replies list', 'who answered, and waits for a decision'],
    ['rex demo --fresh', 'another mission'],
  ];
}
