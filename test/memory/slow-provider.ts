import { setImmediate as turn } from 'node:timers/promises';
import type { SendOutcome } from '../../shared/sending/app/ports/sending.ts';
import { workCohort } from '../../shared/sending/app/work-cohort.ts';
import { withMethods } from './meanwhile.ts';
import { type OutreachInMemory, openOutreach } from './outreach.ts';
import { WORKSPACE } from './rex.ts';

const INBOX = 'hello';
const LOOK_EVERY_MS = 100;
/** A turn lets everything run that waits for nothing outside; from one call of the provider to the next there are fewer. */
const TURNS = 30;

/**
 * A mission that is approved and awake, whose provider takes so long for each message before it answers. Time is that of the
 * clock of the test: `ports.wait` passes it, for whoever waits and for the provider.
 */
export async function openSlowProvider(
  ms: number,
  { people = 24, steps = 1 }: { readonly people?: number; readonly steps?: number } = {},
) {
  const rex = await openOutreach({ people, steps, settings: { sendsPerSecond: 500 } });
  const pool = await rex.pool();
  // A day and a risk that keep nobody back, so that slices are whole; and an inbox, which is what counts in a day too.
  const inboxes = [{ name: INBOX, dailyCap: 1_000, holders: [] }];
  const domains = pool.domains.map((domain) => ({ ...domain, targetPerDay: 10_000, inboxes }));
  await rex.ports.pools.save({ ...pool, domains }, 'version');
  const mission = await rex.read(rex.id);
  const reservation = mission.reservation && { ...mission.reservation, inbox: INBOX };
  if (reservation) await rex.ports.missions.save({ ...mission, reservation });
  await rex.start();
  const answers: { readonly at: number; readonly give: () => void }[] = [];
  const wait = async (by: number): Promise<void> => {
    rex.pass(by);
    const now = rex.ports.clock.now().getTime();
    for (const { at, give } of answers) if (at <= now) give();
    for (let turns = 0; turns < TURNS; turns++) await turn();
  };
  let takes = ms;
  const mailer = withMethods(rex.ports.mailer, {
    send: async (mail): Promise<SendOutcome> => {
      const answer = await rex.ports.mailer.send(mail);
      const at = rex.ports.clock.now().getTime() + takes;
      if (takes > 0) await new Promise<void>((give) => answers.push({ at, give }));
      return answer;
    },
  });
  const ports: OutreachInMemory['ports'] = { ...rex.ports, wait, mailer };
  return {
    ...rex,
    ports,
    /** Begins a round, and returns when the first messages are at the provider. */
    async begin() {
      let isOver = false;
      const cohort = (await rex.cohort()).id;
      const round = workCohort(ports, { workspace: WORKSPACE, missionId: rex.id, cohort });
      const ended = round.finally(() => {
        isOver = true;
      });
      while (rex.mails.length === 0 && !isOver) await turn();
      return async (): Promise<void> => {
        while (!isOver) await wait(LOOK_EVERY_MS);
        await ended;
      };
    },
    /** From now on it answers at once. */
    recovers: (): void => {
      takes = 0;
    },
  };
}
