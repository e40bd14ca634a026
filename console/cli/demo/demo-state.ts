import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import {
  approvalIdSchema,
  importIdSchema,
  instantSchema,
  isoDateSchema,
  missionIdSchema,
} from '../../../shared/kernel/contract/common.ts';
import { importCountsSchema } from '../../../shared/leads/contract/routes.ts';
import { demoResultSchema } from './demo-result.ts';

const demoInputsSchema = z.object({
  /** Absolute paths. */
  leads: z.string(),
  orders: z.string(),
  /** Whether the demo made the files itself. */
  made: z.boolean(),
  asOf: isoDateSchema,
  seed: z.number().int(),
  count: z.number().int(),
  /** A copy of the profile of simulated recipients. */
  people: z.string().optional(),
  workspace: z.string(),
});

const importStateSchema = z.object({
  id: importIdSchema,
  /** Kept so that a demo that was killed between creating the import and uploading can upload. */
  form: z.object({ url: z.string(), fields: z.record(z.string(), z.string()), expiresAt: instantSchema }),
  counts: importCountsSchema.optional(),
});
export type ImportState = z.infer<typeof importStateSchema>;

const demoStateSchema = z.object({
  inputs: demoInputsSchema,
  /** Makes the mission one and the same however often creating it is tried. */
  idempotencyKey: z.string(),
  /** What the meter said before. */
  usageBefore: z.record(z.string(), z.record(z.string(), z.number())),
  /** Real time spent by runs that were saved. */
  spentMs: z.number(),
  imports: z.object({
    leads: importStateSchema.optional(),
    orders: importStateSchema.optional(),
    purchases: importStateSchema.optional(),
  }),
  missionId: missionIdSchema.optional(),
  approved: approvalIdSchema.optional(),
  /** Purchases up to this moment are imported; `purchasing`: those up to this one are being. */
  purchasedUntil: instantSchema.optional(),
  purchasing: instantSchema.optional(),
  result: demoResultSchema.optional(),
});
export type DemoState = z.infer<typeof demoStateSchema>;

/** Where a demo has come to. Every change is on disk before the next step, so that a killed demo goes on. */
export interface DemoRecord {
  readonly state: DemoState;
  update(change: Partial<DemoState>): Promise<void>;
}

const FILE = 'state.json';

/** Undefined when no demo was begun here, or by a version whose notes this one cannot read. */
export async function readDemoState(folder: string): Promise<DemoState | undefined> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return demoStateSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Keeps a state; `now` measures the time spent, in milliseconds. */
export function keepDemoState(folder: string, initial: DemoState, now: () => number): DemoRecord {
  const began = now() - initial.spentMs;
  let state = initial;
  return {
    get state() {
      return state;
    },
    async update(change) {
      state = { ...state, spentMs: Math.round(now() - began), ...change };
      await mkdir(folder, { recursive: true });
      // Written aside and renamed, so that a kill leaves the old or the new file, never half of one.
      const aside = join(folder, `${FILE}.new`);
      await writeFile(aside, JSON.stringify(state, undefined, 2));
      await rename(aside, join(folder, FILE));
    },
  };
}
