import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { History } from './history.ts';
import type { Ran, Seeds } from './run-seeds.ts';
import { shrink } from './shrink.ts';
import { STORIES, STORY_NAMES } from './stories.ts';

const HELP = `npm run simulate -- [options]

Runs histories over tables in memory: of sending, missions, approvals, replies and texts, or of tasks with all their handlers,
their approvals, limits and undos. A seed decides everything: which
pending call goes next, which fail, take effect and lose their answer, repeat, come out of order or see the past, which
processes die, and how time passes. What must be true is checked after each; the first failing history is shortened,
printed, and the exit code is 1.

  --seeds N     how many histories (100)
  --from N      the first seed (1)
  --seed N      this one only, with its whole story
  --of NAME     of what: ${STORY_NAMES.join(', ')} (sending)
  --plant NAME  with a fault that must be found:
${STORY_NAMES.map((name) => `                ${name}: ${STORIES[name].plants.join(', ')}`).join('\n')}
  --json        the result as JSON`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    of: { type: 'string', default: 'sending' },
    plant: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const story = STORY_NAMES.find((name) => name === values.of) ?? refuse(`There is no story "${values.of}".`);
const { run, plants } = STORIES[story];
const plant = plants.find((name) => name === values.plant);
if (values.plant !== undefined && plant === undefined) refuse(`There is no plant "${values.plant}".`);
const first = whole('seed', values.seed ?? values.from);
const count = values.seed === undefined ? whole('seeds', values.seeds) : 1;

const started = performance.now();
let failed: History | undefined;
let [ran, sent, steps] = [0, 0, 0];
if (values.seed === undefined) {
  const seed = await runAll(Math.min(availableParallelism(), count));
  if (seed !== undefined) failed = await shortened(seed, plant);
} else {
  const history = await run({ seed: first, plant });
  [ran, sent, steps] = [1, history.sent, history.steps];
  if (history.violations.length > 0) failed = history;
  else if (!values.json) console.log(history.story.join('\n'));
}
const seconds = (performance.now() - started) / 1000;
if (values.json) console.log(JSON.stringify({ ran, sent, steps, seconds, failed: failed ?? null }));
else {
  if (failed)
    console.log(`${failed.story.join('\n')}\n\nSeed ${failed.seed}: ${failed.violations.join('\n')}\n`);
  console.log(
    `${ran} histories, ${steps} steps, ${sent} messages in ${seconds.toFixed(1)} s (${Math.round((ran / seconds) * 60)} a minute)`,
  );
}
process.exitCode = failed ? 1 : 0;

/** Runs the histories on every core; resolves to the first seed that is seen to fail, if any does. */
async function runAll(jobs: number): Promise<number | undefined> {
  const failing = Promise.withResolvers<number>();
  const workers = Array.from({ length: jobs }, (_, job) => {
    const workerData: Seeds = { from: first + job, below: first + count, by: jobs, story, plant };
    const worker = new Worker(new URL('./run-seeds.ts', import.meta.url), { workerData });
    worker.on('message', (done: Ran) => {
      ran++;
      sent += done.sent;
      steps += done.steps;
      if (done.failed) failing.resolve(done.seed);
      if (ran % 100 === 0) console.error(`${ran} of ${count} histories, ${sent} messages`);
    });
    return worker;
  });
  const over = Promise.all(workers.map((worker) => once(worker, 'exit'))).then(() => undefined);
  const seed = await Promise.race([failing.promise, over]);
  await Promise.all(workers.map((worker) => worker.terminate()));
  return seed;
}

async function shortened(seed: number, by: string | undefined): Promise<History> {
  console.error(`Seed ${seed} fails; it is made shorter.`);
  return shrink(run, { seed, plant: by });
}

function whole(name: string, text: string): number {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0
    ? number
    : refuse(`--${name} has to be a whole number above 0, not "${text}".`);
}

function refuse(what: string): never {
  console.error(`${what}\n\n${HELP}`);
  process.exit(2);
}
