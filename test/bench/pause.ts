import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { call } from '../../console/cli/api-client.ts';
import { makeDemoFiles } from '../../console/cli/demo/make-files.ts';
import { systemRoutes } from '../../shared/operations/contract/system-routes.ts';
import { type BenchRex, withBenchHome } from './bench-rex.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';
import { runWholeMission } from './whole-mission.ts';

const LEADS = 400;
/** How long SES takes for a request, in milliseconds. */
const SES_MS = [0, 200, 1_000] as const;
const MAILS_BEFORE = 5;
/** Whatever is still under way after the answer would have gone out by then. */
const WATCHED_MS = 5_000;

/** From the request to pause, in the middle of sending, to the last e-mail that SES takes. */
export async function benchPause(progress: Progress): Promise<Table[]> {
  const rows: string[][] = [];
  for (const sesMs of SES_MS) {
    await withBenchHome(async (start) => {
      const rex = await start();
      progress(`SES takes ${sesMs} ms`);
      const faults = sesMs === 0 ? [] : [{ kind: 'delay', target: 'ses.', rate: 1, delayMs: sesMs }];
      await fetch(`${rex.local.info.url}/_local/faults`, {
        method: 'POST',
        body: JSON.stringify({ rules: faults }),
      });
      const asOf = new Date().toISOString().slice(0, 10);
      const files = makeDemoFiles({ count: LEADS, seed: 1, asOf });
      // It cannot end: it is paused, and its Rex is stopped.
      const mission = runWholeMission(rex, { name: 'Bench', ...files, asOf, steps: 1 }).catch(
        () => undefined,
      );
      while ((await mailTimes(rex)).length < MAILS_BEFORE) await rest(5);
      const asked = Date.now();
      await call(rex.local.connection, systemRoutes.pause, {});
      const answered = Date.now();
      await rest(WATCHED_MS);
      const after = (await mailTimes(rex)).filter((time) => time > asked);
      const last = Math.max(0, ...after.map((time) => time - asked));
      const late = after.filter((time) => time > answered).length;
      rows.push([sesMs, last.toFixed(0), answered - asked, after.length, late].map(String));
      await rex.stop();
      await mission;
    });
  }
  return [
    {
      title: 'From "pause" to the last e-mail (milliseconds)',
      columns: ['SES takes', 'last e-mail', 'answer', 'e-mails after the request', 'after the answer'],
      rows,
      notes: [
        'Whoever sends reads the pause before each slice of 24 messages, which go out eight at a time, and again before each eight',
        'when the last look is more than two seconds old. The request is answered when no slice is under way any more, or after',
        '24 seconds: who holds a cohort longer is dead, or cut off from SES.',
      ],
    },
  ];
}

/** When each e-mail was handed in, in milliseconds since 1970. */
async function mailTimes({ home }: BenchRex): Promise<number[]> {
  const folder = join(home, 'mail');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  return Promise.all(names.map(async (name) => (await stat(join(folder, name))).mtimeMs));
}
