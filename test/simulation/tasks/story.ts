import { taskSettingsSchema } from '../../../shared/autonomy/contract/settings.ts';
import { newPool } from '../../../shared/domains/domain/pool.ts';
import { addDomain } from '../../../shared/domains/domain/sending-domain.ts';
import { TASK_TYPES } from '../../../shared/handlers/registry.ts';
import { HOUR, MINUTE, SECOND } from '../../../shared/kernel/clock.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import { derivedId } from '../../../shared/kernel/ids.ts';
import { replyIdOf } from '../../../shared/leads/domain/hold.ts';
import { addSubscriber } from '../../../shared/newsletter/app/add-subscriber.ts';
import { putNewsletter } from '../../../shared/newsletter/app/manage-newsletters.ts';
import { pauseWorkspace } from '../../../shared/operations/app/pause-workspace.ts';
import { resumeWorkspace } from '../../../shared/operations/app/resume-workspace.ts';
import { decideReply } from '../../../shared/replies/app/decide-reply.ts';
import { holdPerson } from '../../../shared/replies/app/hold-person.ts';
import { approvalOfTask, decideOnTask } from '../../../shared/tasks/app/approval-of-task.ts';
import { cancelTask, editTask, resolveTask, retryTask } from '../../../shared/tasks/app/change-task.ts';
import { createTask } from '../../../shared/tasks/app/create-task.ts';
import { undoTask } from '../../../shared/tasks/app/undo-task.ts';
import { settingsSchema } from '../../../shared/workspaces/contract/settings.ts';
import { withMethods } from '../../memory/meanwhile.ts';
import { NEWS } from '../../memory/newsletter.ts';
import { openMemory } from '../../memory/tables.ts';
import { ANN, BEN } from '../../memory/tasks.ts';
import { sampleLead, sampleProfile } from '../../support/samples.ts';
import { stores } from '../../support/stores.ts';
import { KINDS, LEAD, MESSAGE, RAISE_A_DAY } from './kinds.ts';
import { type Known, markOf } from './ledger.ts';
import type { TaskPorts, TaskWorld } from './world.ts';

export const WORKSPACE = 'acme';
/** Late in a day, so that limits of the day are seen to begin anew. */
export const START = new Date('2026-03-03T22:50:00.000Z');
/** What happens by chance happens until then; afterwards everything has to come to its end. */
export const EVENTFUL_MS = 3 * HOUR;
const DOMAIN = 'mail.acme.example';
const PROOF = { at: '2026-03-01T10:00:00.000Z', source: 'The fair', text: 'I want the news.' };

const ACTS = [
  'approve',
  'approve',
  'approve',
  'approve',
  'reject',
  'edit',
  'edit',
  'cancel',
  'retry',
  'retry',
  'undo',
  'undo',
  'resolve',
  'pause',
  'resume',
  'resume',
  'somebody else',
  'executors race',
] as const;
export interface TaskAct {
  readonly at: number;
  readonly what: (typeof ACTS)[number];
  readonly task: number;
}

/** What people do in a history, and when: much of it while something is being done. */
export function actsOf(random: () => number): TaskAct[] {
  const below = (n: number): number => Math.floor(random() * n);
  return Array.from({ length: 8 + below(18) }, () => ({
    at: below(2) === 0 ? below(90) * SECOND + 2 * MINUTE : below(EVENTFUL_MS / SECOND) * SECOND,
    what: ACTS[below(ACTS.length)] ?? 'approve',
    task: below(12),
  }));
}

/** A workspace with its accounts, a person who has written, subscribers, and tasks. */
export async function setUp(world: TaskWorld, random: () => number): Promise<Known[]> {
  const below = (n: number): number => Math.floor(random() * n);
  const { database, ledger, scheduler } = world;
  const { clock } = scheduler;
  const ports = {
    ...stores(openMemory(database), clock),
    clock,
    types: TASK_TYPES,
    publicBaseUrl: 'https://rex.example',
  };
  const limits = {
    executor: random() < 0.5 ? 720 : 2 + below(4),
    email: 1 + below(2),
    social: 1 + below(3),
    newsletter: 1,
    seoBulk: 1,
  };
  ledger.limits = limits;
  const settings = settingsSchema.parse({
    brandName: 'Acme',
    senderName: 'Ann',
    postalAddress: '1 Main Street, Springfield',
    website: 'https://acme.example',
    sendWindow: { startHour: 0, endHour: 24, weekdays: [1, 2, 3, 4, 5, 6, 7] },
    sendTime: { optimise: false },
    frequencyCap: { minHoursBetween: 0, maxIn30Days: 100 },
    sendsPerSecond: 100,
    tasks: taskSettingsSchema.parse({ limits, ads: { budgetRaiseADay: RAISE_A_DAY } }),
  });
  await ports.workspaces.save({ workspace: WORKSPACE, version: 1, settings }, 'absent', []);
  const proven = { state: 'verified', challenge: '' } as const;
  const pool = addDomain(
    newPool(WORKSPACE),
    { domain: DOMAIN, tier: 'custom', targetPerDay: 100 },
    START,
    proven,
  );
  const at = START.toISOString();
  const owner = {
    domain: DOMAIN,
    version: 1,
    workspace: WORKSPACE,
    proof: 'dns',
    since: '2026-03-01',
    at,
  } as const;
  await ports.domains.save(owner, pool, { owner: 'absent', pool: 'absent' }, []);
  const address = 'ada@people.example';
  await ports.leads.create(
    sampleLead({
      workspace: WORKSPACE,
      id: LEAD,
      profile: sampleProfile({ identity: address, address, consent: 'subscribed' }),
    }),
  );
  const kinds = chosen(random);
  if (kinds.includes('answer')) {
    const reading = { class: 'question', certainty: 'possible', by: 'rules', language: 'en' } as const;
    const message = {
      id: MESSAGE,
      receivedAt: at,
      channel: 'email',
      kind: 'reply',
      evidence: '',
      subject: 'A question',
      text: 'When do you open?',
      messageId: '<q@people.example>',
      reading,
    } as const;
    await holdPerson(ports, { workspace: WORKSPACE, leadId: LEAD, reason: 'reply', message });
  }
  if (kinds.includes('newsletter')) {
    await putNewsletter(ports, { workspace: WORKSPACE, body: NEWS, cause: ANN });
    for (let n = 1; n <= 2 + below(3); n++) {
      const body = { email: `reader${n}@people.example`, proof: PROOF };
      await addSubscriber(ports, { workspace: WORKSPACE, newsletter: NEWS.id, body, cause: ANN });
      ledger.subscribers.add(body.email);
    }
  }
  const tasks: Known[] = [];
  for (const [n, kind] of kinds.entries()) {
    const row = KINDS[kind];
    if (!row) continue;
    // An id of chance would let the same seed go otherwise.
    const id = derivedId('t', START, `${n} ${random()}`);
    const tasksOfSeed = withMethods(ports.tasks, {
      create: (task, events) =>
        ports.tasks.create(
          { ...task, id },
          events.map((event) => ({ ...event, about: id })),
        ),
    });
    const taskQueue = {
      send: async () => world.queues.deliver({ queue: 'tasks', message: { workspace: WORKSPACE, id } }),
    };
    await createTask(
      { ...ports, taskQueue, tasks: tasksOfSeed },
      {
        workspace: WORKSPACE,
        body: {
          type: row.type,
          title: kind,
          priority: 'normal',
          dryRun: false,
          payload: { ...row.payload(markOf({ n }, 0)) },
        },
        idempotencyKey: undefined,
        cause: ANN,
      },
    );
    const known = { id, kind, n, version: 0 };
    ledger.tasks.set(id, known);
    tasks.push(known);
  }
  return tasks;
}

/** Three to five kinds, of some of which there are two or three. */
function chosen(random: () => number): string[] {
  const names = Object.keys(KINDS);
  const some = Array.from(
    { length: 2 + Math.floor(random() * 3) },
    () => names[Math.floor(random() * names.length)] ?? 'x',
  );
  return some.flatMap((kind) => Array.from({ length: 1 + Math.floor(random() * 2.5) }, () => kind));
}

/** A process works no longer than that, and what it has asked for arrives by then. */
const TAKES_MS = 6 * MINUTE;

interface Deed {
  readonly run: (ports: TaskPorts) => Promise<unknown>;
  /** What holds from the moment it is acknowledged. */
  readonly acknowledged?: () => void;
}

/** Somebody says yes to what a task waits with, whatever that is. */
export async function approve({ ledger }: TaskWorld, ports: TaskPorts, id: string): Promise<void> {
  const ref = { workspace: WORKSPACE, id };
  const { digest, approvalId } = await approvalOfTask(ports, ref);
  const approval = approvalId === null ? undefined : await ports.approvals.get(WORKSPACE, approvalId);
  if (approval?.subject !== 'task' || approval.state !== 'pending') return;
  ledger.approves(id, approval.effect);
  await decideOnTask(ports, ref, { outcome: 'approved', digest: digest ?? '' }, BEN);
}

/** What an act does, and what it promises once it was answered. */
export function deedOf(world: TaskWorld, tasks: readonly Known[], { what, task: n, at }: TaskAct): Deed {
  const { ledger, scheduler } = world;
  const known = tasks[n % tasks.length];
  if (!known) throw new Error('There are no tasks.');
  const { id, kind } = known;
  const ref = { workspace: WORKSPACE, id };
  /** Unless somebody has asked for it again meanwhile. */
  const isOver = (run: Deed['run']): Deed => {
    let asked = 0;
    return {
      run: (ports) => {
        asked = scheduler.now;
        return run(ports);
      },
      acknowledged: () => {
        if ((ledger.retried.get(id) ?? Number.NEGATIVE_INFINITY) < asked - TAKES_MS) ledger.ended.add(id);
      },
    };
  };
  switch (what) {
    case 'approve':
      return { run: (ports) => approve(world, ports, id) };
    case 'reject':
      return isOver((ports) => decideOnTask(ports, ref, { outcome: 'rejected', reason: 'No.' }, BEN));
    case 'cancel':
      return isOver((ports) => cancelTask(ports, ref, 'No.', ANN));
    case 'edit': {
      let before: string[] = [];
      return {
        run: (ports) => {
          before = ledger.approvalsOf(id);
          known.version++;
          return editTask(ports, ref, KINDS[kind]?.payload(markOf(known, known.version)), BEN);
        },
        acknowledged: () => ledger.voids(id, before),
      };
    }
    case 'retry':
      return {
        run: (ports) => {
          ledger.ended.delete(id);
          ledger.retried.set(id, scheduler.now);
          return retryTask(ports, ref, ANN);
        },
      };
    case 'undo':
      return {
        run: (ports) => {
          ledger.unwanted.add(id);
          return undoTask(ports, ref, ANN);
        },
      };
    case 'resolve':
      return { run: (ports) => resolve(world, ports, id) };
    case 'pause': {
      let asked = 0;
      return {
        run: (ports) => {
          asked = scheduler.now;
          return pauseWorkspace(ports, { workspace: WORKSPACE, cause: ANN });
        },
        acknowledged: () => {
          if (ledger.resumed < asked - TAKES_MS) ledger.paused = true;
        },
      };
    }
    case 'resume':
      return { run: (ports) => resume(world, ports) };
    case 'somebody else':
      return { run: async () => world.outside.otherwise(n, `Other ${at}`) };
    case 'executors race':
      return {
        run: async () => {
          world.execute();
          world.execute();
        },
      };
  }
}

export function resume({ ledger, scheduler }: TaskWorld, ports: TaskPorts): Promise<unknown> {
  ledger.paused = false;
  ledger.resumed = scheduler.now;
  return resumeWorkspace(
    { ...ports, outbound: { send: async () => undefined } },
    { workspace: WORKSPACE, cause: ANN },
  );
}

/** A member lets a person be written to again who has written. */
export async function release(ports: TaskPorts): Promise<void> {
  const [reply] = (await ports.replies.list(WORKSPACE, { state: 'waiting', limit: 1 })).replies;
  if (!reply) return;
  const id = replyIdOf(reply.leadId, reply.id);
  await decideReply(
    { ...ports, outbound: { send: async () => undefined } },
    { workspace: WORKSPACE, id, decision: 'release', ...ANN },
  );
}

/** A member looks whether it took effect, long enough after it was tried, and says so. */
export async function resolve({ ledger }: TaskWorld, ports: TaskPorts, id: string): Promise<void> {
  const ref = { workspace: WORKSPACE, id };
  const task = await ports.tasks.get(ref);
  if (!task?.outcomeUnknown || task.status !== 'escalated') return;
  try {
    await resolveTask(ports, ref, ledger.done.has(id) ? 'done' : 'not_done', ANN);
  } catch (error) {
    // Somebody was faster.
    if (!(error instanceof RexError && error.code === 'CONFLICT')) throw error;
  }
}
