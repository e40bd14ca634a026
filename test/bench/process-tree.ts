import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 200;
/** Clock ticks a second and bytes a page, as Linux tells them to programs on every platform that Node runs on. */
const TICKS = 100;
const PAGE_MB = 4096 / 2 ** 20;

/** What a process and all that it started have used. */
export interface TreeUse {
  /** User and system time since the watch began. */
  readonly cpuSeconds: number;
  /** Resident memory of all of them together: the most that was seen, and now. */
  readonly peakMb: number;
  readonly nowMb: number;
}

interface Seen {
  readonly parent: number;
  readonly ticks: number;
  readonly pages: number;
}

/**
 * Watches a process and its descendants from outside, by `/proc`: whatever runs in them needs to know nothing of it. The
 * last 0.2 s of a process that ends are missed. Pages that two of them share are counted twice.
 * @throws where there is no `/proc`
 */
export function watchTree(root: number): { look(): TreeUse; stop(): TreeUse } {
  const ticks = new Map<number, number>();
  let [peakMb, nowMb] = [0, 0];
  const look = (): TreeUse => {
    const tree = treeOf(root);
    for (const [pid, seen] of tree) ticks.set(pid, seen.ticks);
    nowMb = [...tree.values()].reduce((sum, { pages }) => sum + pages, 0) * PAGE_MB;
    peakMb = Math.max(peakMb, nowMb);
    return { cpuSeconds: total(ticks) - began, peakMb, nowMb };
  };
  let began = 0;
  began = look().cpuSeconds;
  const timer = setInterval(look, EVERY_MS);
  return {
    look,
    stop() {
      clearInterval(timer);
      return look();
    },
  };
}

const total = (ticks: ReadonlyMap<number, number>): number =>
  [...ticks.values()].reduce((sum, each) => sum + each, 0) / TICKS;

function treeOf(root: number): Map<number, Seen> {
  const all = new Map<number, Seen>();
  for (const name of readdirSync('/proc')) {
    const seen = /^[0-9]+$/.test(name) ? readStat(name) : undefined;
    if (seen) all.set(Number(name), seen);
  }
  const isOfTree = (pid: number): boolean => {
    const seen = all.get(pid);
    return pid === root || (seen !== undefined && isOfTree(seen.parent));
  };
  return new Map([...all].filter(([pid]) => isOfTree(pid)));
}

/** `undefined` when it has ended meanwhile. The fields are those of proc_pid_stat(5); the name may hold spaces. */
function readStat(pid: string): Seen | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const field = (n: number): number => Number(fields[n - 3]);
    return { parent: field(4), ticks: field(14) + field(15), pages: field(24) };
  } catch {
    return undefined;
  }
}
