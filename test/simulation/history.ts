import { DAY, HOUR, MINUTE } from '../../shared/kernel/clock.ts';
import { retryMission } from '../../shared/missions/app/retry-mission.ts';
import { resumeWorkspace } from '../../shared/operations/app/resume-workspace.ts';
import { journeyState } from '../../shared/sending/domain/journey.ts';
import { seededRandom } from '../../shared/statistics/domain/seeded-random.ts';
import { portsOver } from '../memory/ports.ts';
import { openMemory } from '../memory/tables.ts';
import { PLANTS } from './planted.ts';
import { type FaultRates, Scheduler } from './scheduler.ts';
import {
  type Act,
  actsOf,
  approve,
  decideWaiting,
  deedOf,
  type Sequence,
  START,
  setUp,
  stopWhileSending,
} from './story.ts';
import { World, type WorldPorts } from './world.ts';

export interface HistoryOptions {
  readonly seed: number;
  /** A fault that must be found, by its name. */
  readonly plant?: string | undefined;
  /** Faults and acts left out, by their number, and whether everything comes in its order: to make it shorter. */
  readonly without?: ReadonlySet<number>;
  readonly withoutActs?: ReadonlySet<number>;
  readonly inOrder?: boolean;
}

export interface History {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly story: readonly string[];
  readonly faults: readonly number[];
  readonly acts: number;
  readonly sent: number;
  readonly steps: number;
}

const NONE: FaultRates = { fail: 0, lose: 0, slow: 0, hang: 0, die: 0, repeat: 0, stale: 0 };
/** Faults come until then; afterwards everything has to come to its end. */
const FAULTY_MS = 26 * HOUR;
/** The second step waits a day, and a small budget for further days. */
const ROUNDS = 30;

/** One history: everything in it follows from its options. */
export async function runHistory(options: HistoryOptions): Promise<History> {
  const random = seededRandom(options.seed * 31 + 7);
  // In some the providers take their time with many, a message after the other, so that a stop comes in the middle of a slice.
  const isSlow = options.seed % 40 === 4;
  // In some of them nothing goes wrong, so that nothing excuses one that waits.
  const isCalm = random() < 0.2 || isSlow;
  const rate = (): number => (random() < 0.5 || isCalm ? 0 : random() * 8);
  const rates: FaultRates = {
    fail: rate(),
    lose: rate(),
    slow: rate(),
    hang: rate() * 5 + (isSlow ? 100 : 0),
    die: rate() / 2,
    repeat: rate() * 5,
    stale: rate() * 20,
  };
  const scheduler = new Scheduler(options, START, rates);
  const world = new World(
    scheduler,
    PLANTS.find((name) => name === options.plant),
    isSlow ? 1 : undefined,
  );
  const sequences = await setUp(world, random, isSlow ? 8 : undefined);
  const acts = [...actsOf(random), ...(isSlow ? [stopWhileSending(random)] : [])];
  world.watch(sequences);
  begin(world, sequences, acts, options.withoutActs);
  try {
    await scheduler.run(START.getTime() + FAULTY_MS);
    scheduler.rates = NONE;
    scheduler.tell('no more faults from here');
    if (world.ledger.violations.length === 0) await finish(world, sequences);
  } catch (error) {
    world.ledger.violate(error instanceof Error ? error.message : String(error));
  }
  return {
    seed: options.seed,
    violations: world.ledger.violations,
    story: scheduler.story,
    faults: scheduler.faults,
    acts: acts.length,
    sent: world.ledger.accepted.size,
    steps: scheduler.sequence,
  };
}

function begin(
  world: World,
  sequences: readonly Sequence[],
  acts: readonly Act[],
  without = new Set<number>() as ReadonlySet<number>,
): void {
  for (const { workspace, missionId } of sequences)
    world.queues.deliver({ queue: 'missions', message: { kind: 'dispatch', workspace, missionId } });
  for (const sequence of sequences)
    untilDone(world, 'ann', (ports) => approve(world, ports, sequence), 2 * MINUTE);
  for (const [n, act] of acts.entries()) {
    const sequence = sequences[act.sequence % sequences.length];
    if (without.has(n) || !sequence) continue;
    const deed = deedOf(world, sequence, act);
    const name = `${act.what} ${sequence.workspace} ${sequence.missionId.slice(-2)}`;
    world.scheduler.after(act.at, () => {
      world.scheduler.tell(`asked for: ${name}`);
      world.spawn('api', deed.run, {
        ended: (error) => {
          world.scheduler.tell(`${error === undefined ? 'acknowledged' : 'refused'}: ${name}`);
          if (error === undefined) deed.acknowledged?.();
        },
        died: () => undefined,
      });
    });
  }
}

/** What somebody tries until it is answered. */
function untilDone(
  world: World,
  name: string,
  run: (ports: WorldPorts) => Promise<unknown>,
  inMs: number,
): void {
  const again = (): void => untilDone(world, name, run, MINUTE);
  world.scheduler.after(inMs, () =>
    world.spawn(name, run, { ended: (error) => (error === undefined ? undefined : again()), died: again }),
  );
}

/** Without faults everything comes to its end: people resume, decide and try again. */
async function finish(world: World, sequences: readonly Sequence[]): Promise<void> {
  const workspaces = [...new Set(sequences.map(({ workspace }) => workspace))];
  const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
  const ports = portsOver(openMemory(world.database), world.scheduler.clock);
  for (let round = 0; round < ROUNDS; round++) {
    world.queues.redrive();
    for (const workspace of workspaces) {
      const isPaused = (await ports.workspaces.get(workspace))?.settings.paused === true;
      const { replies } = await ports.replies.list(workspace, { state: 'waiting', limit: 1 });
      if (!isPaused && replies.length === 0) continue;
      untilDone(
        world,
        'ann',
        async (theirs) => {
          world.ledger.paused.delete(workspace);
          world.ledger.resumed.set(workspace, world.scheduler.now);
          await resumeWorkspace(theirs, { workspace, cause });
          await decideWaiting(world, theirs, workspace, 'release');
        },
        0,
      );
    }
    for (const sequence of sequences) {
      const { workspace, missionId } = sequence;
      const mission = await ports.missions.get(workspace, missionId);
      if (mission?.state === 'FAILED' || mission?.state === 'ESCALATED')
        untilDone(
          world,
          'ann',
          (theirs) => retryMission(theirs as never, { workspace, missionId, subject: 'ann' }),
          0,
        );
      if (!world.ledger.approved.has(missionId) || round % 4 === 3)
        untilDone(world, 'ann', (theirs) => approve(world, theirs, sequence), 20 * MINUTE);
    }
    await world.scheduler.run(world.scheduler.now + DAY / 2);
    if (world.ledger.violations.length > 0) return;
    const left = await Promise.all(sequences.map((sequence) => unfinished(world, ports, sequence)));
    if (left.every((problems) => problems.length === 0)) break;
    if (round === ROUNDS - 1) for (const problem of left.flat()) world.ledger.violate(problem);
  }
  for (const sequence of sequences) await compare(world, sequence);
}

type Kept = ReturnType<typeof portsOver>;

/** What is still open of a sequence that nobody ended. */
async function unfinished(
  world: World,
  ports: Kept,
  { workspace, missionId, cohort, leads }: Sequence,
): Promise<string[]> {
  const mission = await ports.missions.get(workspace, missionId);
  if (mission?.state === 'CANCELLED') return [];
  const name = missionId.slice(-2);
  const kept = await ports.cohorts.get(workspace, missionId, cohort);
  const step = await ports.missions.getStep(workspace, missionId, 'outreach');
  if (kept?.state !== 'done')
    return [`cohort ${name} is lost: ${kept?.state}, ${mission?.state}: ${mission?.reason}`];
  if (step?.state !== 'done') return [`the sending of ${name} never ends`];
  const sends = await ports.ledger.ofCohort({ workspace, missionId, cohort });
  return leads.flatMap(({ id }) => {
    const own = sends.filter(({ leadId }) => leadId === id);
    const state = journeyState(own, [0, 1], new Date(0), new Date(8e15));
    const isOver = world.ledger.unknown.has(`${missionId} ${id}`) || kept.blocked[id] !== undefined;
    return state.kind === 'ended' || isOver ? [] : [`${id.slice(-3)} is lost in ${name}: ${state.kind}`];
  });
}

/** Says the ledger what the providers say? */
async function compare(world: World, { workspace, missionId, cohort }: Sequence): Promise<void> {
  const ports = portsOver(openMemory(world.database), world.scheduler.clock);
  const sends = await ports.ledger.ofCohort({ workspace, missionId, cohort });
  const mission = await ports.missions.get(workspace, missionId);
  const byKey = new Map(sends.map((send) => [`${workspace} ${missionId} ${send.leadId} ${send.step}`, send]));
  for (const [key, ref] of world.ledger.accepted) {
    if (ref.workspace !== workspace || ref.missionId !== missionId) continue;
    const state = byKey.get(key)?.state;
    if (state === undefined || ['released', 'rejected', 'skipped'].includes(state))
      world.ledger.violate(`the ledger says that ${ref.leadId.slice(-3)} was not written to: ${state}`);
  }
  for (const [key, { state, leadId }] of byKey) {
    const isSettled = state !== 'claimed' || mission?.state === 'CANCELLED';
    if (!isSettled) world.ledger.violate(`the message to ${leadId.slice(-3)} stays claimed`);
    if (['sent', 'delivered', 'bounced', 'complained'].includes(state) && !world.ledger.accepted.has(key))
      world.ledger.violate(
        `the ledger says that ${leadId.slice(-3)} was written to, and no provider knows of it`,
      );
  }
}
