import { DAY, HOUR, MINUTE } from '../../../shared/kernel/clock.ts';
import { leadIdOf } from '../../../shared/kernel/ids.ts';
import { issueIdOf } from '../../../shared/newsletter/domain/issue.ts';
import { seededRandom } from '../../../shared/statistics/domain/seeded-random.ts';
import type { Task } from '../../../shared/tasks/domain/task.ts';
import { NEWS } from '../../memory/newsletter.ts';
import { openMemory } from '../../memory/tables.ts';
import { stores } from '../../support/stores.ts';
import type { History, HistoryOptions } from '../history.ts';
import { type FaultRates, Scheduler } from '../scheduler.ts';
import { KINDS } from './kinds.ts';
import type { Known } from './ledger.ts';
import { TASK_PLANTS } from './planted.ts';
import { START, setUp, WORKSPACE } from './set-up.ts';
import { actsOf, approve, deedOf, EVENTFUL_MS, release, resolve, resume, type TaskAct } from './story.ts';
import { type TaskPorts, TaskWorld } from './world.ts';

const NONE: FaultRates = { fail: 0, lose: 0, slow: 0, hang: 0, die: 0, repeat: 0, stale: 0 };
/** Limits of the day let so few a day pass, and each retry waits. */
const DAYS = 12;
const EXECUTED_EVERY_MS = 10 * MINUTE;

/** One history of tasks of all types: everything in it follows from its options. */
export async function runTaskHistory(options: HistoryOptions): Promise<History> {
  const random = seededRandom(options.seed * 37 + 11);
  const isCalm = random() < 0.2;
  const rate = (most: number): number => (random() < 0.5 || isCalm ? 0 : random() * most);
  const rates: FaultRates = {
    fail: rate(8),
    lose: rate(8),
    slow: rate(8),
    hang: rate(40),
    die: rate(6),
    repeat: rate(40),
    stale: rate(100),
  };
  const scheduler = new Scheduler(options, START, rates);
  const plant = TASK_PLANTS.find((name) => name === options.plant);
  const world = new TaskWorld(scheduler, plant);
  const tasks = await setUp(world, random);
  const acts = actsOf(random);
  begin(world, tasks, acts, options.withoutActs);
  try {
    await scheduler.run(START.getTime() + EVENTFUL_MS);
    scheduler.rates = NONE;
    scheduler.tell('no more faults from here');
    if (world.ledger.violations.length === 0) await finish(world, tasks);
  } catch (error) {
    world.ledger.violate(error instanceof Error ? error.message : String(error));
  }
  return {
    seed: options.seed,
    violations: world.ledger.violations,
    story: scheduler.story,
    faults: scheduler.faults,
    acts: acts.length,
    sent: world.ledger.done.size,
    steps: scheduler.sequence,
  };
}

function begin(
  world: TaskWorld,
  tasks: readonly Known[],
  acts: readonly TaskAct[],
  without: ReadonlySet<number> = new Set(),
): void {
  const { scheduler } = world;
  for (let at = EXECUTED_EVERY_MS; at < EVENTFUL_MS; at += EXECUTED_EVERY_MS)
    scheduler.after(at, () => world.execute());
  for (const { id } of tasks) untilDone(world, (ports) => approve(world, ports, id), 2 * MINUTE);
  for (const [n, act] of acts.entries()) {
    if (without.has(n)) continue;
    const deed = deedOf(world, tasks, act);
    const name = `${act.what} ${tasks[act.task % tasks.length]?.kind} ${tasks[act.task % tasks.length]?.id.slice(-3)}`;
    scheduler.after(act.at, () => {
      scheduler.tell(`asked for: ${name}`);
      world.spawn('api', deed.run, {
        ended: (error) => {
          scheduler.tell(
            `${error === undefined ? 'acknowledged' : `refused (${(error as Error).message})`}: ${name}`,
          );
          if (error === undefined) deed.acknowledged?.();
        },
        died: () => undefined,
      });
    });
  }
}

/** What somebody tries until it is answered. */
function untilDone(world: TaskWorld, run: (ports: TaskPorts) => Promise<unknown>, inMs: number): void {
  const again = (): void => untilDone(world, run, MINUTE);
  world.scheduler.after(inMs, () =>
    world.spawn('ann', run, { ended: (error) => (error === undefined ? undefined : again()), died: again }),
  );
}

const OPEN: readonly Task['status'][] = ['new', 'awaiting_approval', 'in_progress'];

/** Without faults everything comes to its end: people resume, decide, find out. */
async function finish(world: TaskWorld, tasks: readonly Known[]): Promise<void> {
  const { scheduler, ledger } = world;
  const ports = stores(openMemory(world.database), scheduler.clock);
  const read = async (): Promise<Task[]> => {
    const { tasks: all } = await ports.tasks.list(WORKSPACE, { limit: 100 });
    return all.filter(({ type }) => type !== 'person.do');
  };
  for (let day = 0; day < DAYS; day++) {
    world.queues.redrive();
    for (let round = 0; round < 5; round++) {
      untilDone(world, (theirs) => resume(world, theirs), 0);
      untilDone(world, release, 0);
      for (const { id, status, outcomeUnknown } of await read()) {
        if (status === 'awaiting_approval') untilDone(world, (theirs) => approve(world, theirs, id), MINUTE);
        // What was asked for may still arrive.
        if (outcomeUnknown) untilDone(world, (theirs) => resolve(world, theirs, id), 8 * MINUTE);
      }
      scheduler.after(2 * MINUTE, () => world.execute());
      await scheduler.run(scheduler.now + 10 * MINUTE);
      if (ledger.violations.length > 0) return;
    }
    const issues = await ports.issues.overdue(new Date(scheduler.now + DAY));
    const open = (await read()).filter(
      ({ status, outcomeUnknown }) => OPEN.includes(status) || (outcomeUnknown && status === 'escalated'),
    );
    if (open.length === 0 && issues.length === 0) break;
    if (day === DAYS - 1)
      for (const { id, title, status, error } of open)
        ledger.violate(`${title} ${id.slice(-3)} stays ${status}: ${error}`);
    await scheduler.run(scheduler.now + DAY - 2 * HOUR);
  }
  for (const task of await read()) {
    compare(world, tasks, task);
    if (task.type === 'newsletter.send' && task.status === 'completed')
      await compareIssue(world, ports, task);
  }
}

/** Says Rex what happened outside? */
function compare({ ledger }: TaskWorld, tasks: readonly Known[], task: Task): void {
  const { id, status, effect, outcomeUnknown, result, error } = task;
  const undone = task.undoes;
  const kind = tasks.find((each) => each.id === (undone ?? id))?.kind ?? 'nothing';
  const name = `${undone ? 'the undo of ' : ''}${kind} ${id.slice(-3)}`;
  const happened = ledger.done.get(id);
  const isRead = KINDS[kind]?.type.match(/audit|numbers|report/) || effect?.outside === false;
  const nothing = /"(?:changed|restored)":\[\]/.test(JSON.stringify(result) ?? '');
  // Of an issue each copy is looked at.
  const isIssue = kind === 'newsletter';
  if (status === 'completed' && !happened && !isRead && !isIssue && !nothing)
    ledger.violate(`Rex says that ${name} is done, and nothing happened`);
  if (happened && status !== 'completed' && !outcomeUnknown)
    ledger.violate(`Rex says that ${name} is ${status} (${error}), and it happened: ${happened.join('; ')}`);
}

/** Everybody has a copy; only of one that has no answer it is not known whether it went out. */
async function compareIssue(
  { ledger }: TaskWorld,
  { issues, copies }: ReturnType<typeof stores>,
  { id: task }: Task,
): Promise<void> {
  const newsletter = NEWS.id;
  const issue = issueIdOf(newsletter, task);
  const state = (await issues.get({ workspace: WORKSPACE, id: issue }))?.state;
  if (state !== 'finished') ledger.violate(`issue ${issue} is ${state}`);
  for (const address of ledger.subscribers) {
    const leadId = leadIdOf(WORKSPACE, address);
    const copy = await copies.get({ workspace: WORKSPACE, newsletter, issue, leadId });
    if (!copy || copy.refusedAt !== undefined) ledger.violate(`${address} was left out of ${issue}`);
    if (copy?.sentAt !== undefined && !ledger.hasGone(issue, address))
      ledger.violate(`Rex says that ${issue} was sent to ${address}, and it was not`);
  }
}
