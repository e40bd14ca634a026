import { parentPort, workerData } from 'node:worker_threads';
import { STORIES, type StoryName } from './stories.ts';

export interface Seeds {
  readonly from: number;
  readonly below: number;
  readonly by: number;
  readonly story: StoryName;
  readonly plant: string | undefined;
}
export interface Ran {
  readonly seed: number;
  readonly sent: number;
  readonly steps: number;
  readonly failed: boolean;
}

// Most calls that fail are meant to; where they did costs more to find out than the call.
Error.stackTraceLimit = 0;

const { from, below, by, story, plant } = workerData as Seeds;
for (let seed = from; seed < below; seed += by) {
  const { sent, steps, violations } = await STORIES[story].run({ seed, plant });
  const ran: Ran = { seed, sent, steps, failed: violations.length > 0 };
  parentPort?.postMessage(ran);
}
