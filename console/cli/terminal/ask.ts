import { createInterface } from 'node:readline/promises';
import type { Streams } from '../context.ts';

/** Asks until the answer is yes or no. Only where a person sits at both ends: `canAsk` tells. */
export async function askYesNo(question: string, streams: Streams, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: streams.stdin, output: streams.stderr });
  try {
    for (;;) {
      const answer = (await lines.question(`${question} [y/n] `, { signal })).trim().toLowerCase();
      if (answer === 'y' || answer === 'yes') return true;
      if (answer === 'n' || answer === 'no') return false;
    }
  } finally {
    lines.close();
  }
}

export const canAsk = (streams: Streams): boolean =>
  streams.stdin.isTTY === true && streams.stderr.isTTY === true;
