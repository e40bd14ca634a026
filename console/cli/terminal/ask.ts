import { createInterface } from 'node:readline';
import { CliError } from '../cli-error.ts';
import type { Streams } from '../context.ts';

/**
 * Asks until the answer is yes or no. Only where a person sits at both ends: `canAsk` tells.
 * @throws CliError INTERRUPTED when the input ends without an answer
 */
export async function askYesNo(question: string, streams: Streams, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: streams.stdin, output: streams.stderr, signal });
  lines.setPrompt(`${question} [y/n] `);
  // In raw mode Ctrl-C is a key and no signal.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    lines.prompt();
    for await (const line of lines) {
      const answer = line.trim().toLowerCase();
      if (answer === 'y' || answer === 'yes') return true;
      if (answer === 'n' || answer === 'no') return false;
      lines.prompt();
    }
  } finally {
    lines.close();
  }
  throw new CliError('INTERRUPTED', 'The input ended without an answer.');
}

export const canAsk = (streams: Streams): boolean =>
  streams.stdin.isTTY === true && streams.stderr.isTTY === true;
