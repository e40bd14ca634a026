import { setTimeout as delay } from 'node:timers/promises';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import type { MissionView } from '../../../shared/missions/contract/mission.ts';
import { missionRoutes } from '../../../shared/missions/contract/routes.ts';
import { call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import type { LocalRex } from '../local/local-rex.ts';
import { showMissionProgress } from '../mission-progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { hasEnded } from '../watch-mission.ts';
import { type ClockHand, createClockHand, type Move } from './clock-hand.ts';

export interface DriveMission {
  readonly rex: LocalRex;
  readonly missionId: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Called while the clock stands: no approval may run out because nobody was asked yet. */
  readonly onApproval: (approvalId: string) => Promise<void>;
  /** Called every three days of the virtual clock after the approval, while the clock stands. */
  readonly onDays?: (mission: MissionView, now: Date) => Promise<void>;
}

/** Real time between two looks: the API allows 100 requests a minute, and the meter counts them. */
const LOOK_EVERY_MS = 1_500;
/** A move that ended before has come to something worth a look, or found nothing to do. */
const LOOK_AFTER_MOVE_MS = 250;
const MINUTE = 60_000;
/** Small steps while an approval may come up, which waits for days and no longer. */
const BEFORE_APPROVAL: Move = { strideMs: 2 * MINUTE, leap: false, forMs: 0 };
/** On the virtual clock, between two looks at what was bought. */
const SHOP_EVERY_MS = 3 * 24 * 60 * MINUTE;
const AFTER_APPROVAL: Move = {
  strideMs: 3 * 60 * MINUTE,
  leap: true,
  // Beside the looks: the clock stands only where it has to.
  forMs: Number.POSITIVE_INFINITY,
  withinMs: SHOP_EVERY_MS,
};
/** On the virtual clock: longer than any wait between two e-mails or for answers in a demo. */
const STALLED_AFTER_MS = 21 * 24 * 60 * MINUTE;
/** In real time, for work that hangs while the clock stands. */
const HANGS_AFTER_MS = 10 * MINUTE;

/**
 * Follows a mission to its end and moves the virtual clock on wherever the mission waits for time.
 * @throws CliError STALLED when nothing changes for three weeks of the virtual clock, or ten real minutes
 */
export async function driveMission(options: DriveMission): Promise<MissionView> {
  const hand = createClockHand(options.rex);
  try {
    return await followMission(options, hand);
  } finally {
    // Whoever gave up does not wait for the clock; it has to stop all the same.
    hand.rest().catch(() => undefined);
  }
}

async function followMission(options: DriveMission, hand: ClockHand): Promise<MissionView> {
  const { rex, missionId, terminal, signal, onApproval, onDays } = options;
  let asked: string | undefined;
  let shopped: number | undefined;
  let seen = '';
  let changed = { real: performance.now(), virtual: 0 };
  for (;;) {
    const mission = await call(rex.connection, missionRoutes.getMission, { params: { id: missionId } });
    const time = await rex.now();
    showMissionProgress(terminal, mission, time);
    if (hasEnded(mission)) {
      terminal.settle();
      await hand.rest();
      return mission;
    }
    const at = { real: performance.now(), virtual: time.getTime() };
    const looks = fingerprintOf(mission);
    if (looks !== seen) changed = at;
    seen = looks;
    const hangs = at.real - changed.real > HANGS_AFTER_MS;
    if (hangs || at.virtual - changed.virtual > STALLED_AFTER_MS) throw stalled(mission);

    if (mission.state === 'EXECUTING' && mission.waitingFor) await resumeSender(options, mission.waitingFor);
    const { approvalId } = mission;
    if (approvalId !== null && approvalId !== asked) {
      await hand.rest();
      await onApproval(approvalId);
      asked = approvalId;
      changed = { ...at, real: performance.now() };
    }
    if (asked !== undefined) shopped ??= at.virtual;
    if (onDays && shopped !== undefined && at.virtual - shopped >= SHOP_EVERY_MS) {
      await hand.rest();
      await onDays(mission, await rex.now());
      shopped = at.virtual;
      changed = { ...at, real: performance.now() };
    }
    const look = new AbortController();
    const pause = { signal: AbortSignal.any([signal, look.signal]) };
    await Promise.race([
      hand
        .move(asked === undefined ? BEFORE_APPROVAL : AFTER_APPROVAL)
        .then(() => delay(LOOK_AFTER_MOVE_MS, undefined, pause)),
      delay(LOOK_EVERY_MS, undefined, pause),
    ]);
    look.abort();
  }
}

/** The guards may pause the only sender by what simulated people do. A person would look why; here it goes on. */
async function resumeSender({ rex, terminal }: DriveMission, why: string): Promise<void> {
  const { domains } = await call(rex.connection, resourceRoutes.listDomains, {});
  for (const { domain, status } of domains) {
    if (status !== 'paused') continue;
    terminal.settle();
    terminal.line(
      `${why} "rex decisions list" says why. The demo resumes it, as you would with "rex domains resume".`,
    );
    await call(rex.connection, resourceRoutes.resumeDomain, { params: { id: domain }, body: {} });
  }
}

const fingerprintOf = ({ state, steps, messages, waitingFor, attempt }: MissionView): string =>
  JSON.stringify([state, steps, messages, waitingFor, attempt]);

const stalled = ({ id, state, waitingFor, reason }: MissionView): CliError =>
  new CliError(
    'STALLED',
    `Mission ${id} is ${state} and nothing changes any more. It waits for ${waitingFor ?? 'nothing that it names'}. ` +
      `${reason} "rex missions show ${id}" tells more.`,
  );
