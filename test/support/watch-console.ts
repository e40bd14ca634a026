import { format } from 'node:util';
import { afterAll, expect } from 'vitest';
import { expectSilent } from './told-in-logs.ts';

const METHODS = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;
declare global {
  /** Files that share a process share its console: it is watched once. */
  var rexWatchedConsole: string[] | undefined;
}

/** Every line that the code of this process logs, in a test file of its own or not. */
function watchedLines(): string[] {
  if (globalThis.rexWatchedConsole) return globalThis.rexWatchedConsole;
  const lines: string[] = [];
  globalThis.rexWatchedConsole = lines;
  for (const method of METHODS) {
    const write = console[method].bind(console);
    console[method] = (...told: unknown[]) => {
      lines.push(...format(...told).split('\n'));
      write(...told);
    };
  }
  return lines;
}

const lines = watchedLines();
afterAll(() => expectSilent(lines.splice(0).map((line) => [String(expect.getState().testPath), line])));
