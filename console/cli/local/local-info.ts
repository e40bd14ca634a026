import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { HomeFiles } from './home-files.ts';

/** What a running Rex tells of itself: in `local.json`, and on its `ready` line. */
export const localInfoSchema = z.looseObject({
  pid: z.number().int().positive(),
  url: z.url(),
  wsUrl: z.string().optional(),
  issuer: z.string().optional(),
  mailboxUrl: z.string().optional(),
  /** In words, where data go from this machine; nowhere unless somebody asked for it. */
  callsOut: z.array(z.string()).optional(),
});
export type LocalInfo = z.infer<typeof localInfoSchema>;

/** For a person, what leaves this machine. */
export const callsOutText = ({ callsOut = [] }: Pick<LocalInfo, 'callsOut'>): string =>
  callsOut.length === 0 ? 'nothing: all data stay on this machine' : callsOut.join(', ');

const ANSWERS_WITHIN_MS = 5_000;

/** The Rex that runs for this home: its process lives and it answers. Undefined when there is none. */
export async function findLocalRex(home: HomeFiles): Promise<LocalInfo | undefined> {
  const text = await readFile(home.info, 'utf8').catch(() => undefined);
  const info = text === undefined ? undefined : parseLocalInfo(text);
  if (!info || !isAlive(info.pid)) return undefined;
  const answers = await fetch(`${info.url}/_local/status`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) })
    .then((response) => response.ok)
    .catch(() => false);
  return answers ? info : undefined;
}

/** Undefined for a file that was cut off by a crash. */
export function parseLocalInfo(text: string): LocalInfo | undefined {
  try {
    return localInfoSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
