import type { Writable } from 'node:stream';
import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** The part of a terminal that shows what goes on: finished lines scroll away, live lines are painted over. */
export interface Terminal {
  readonly interactive: boolean;
  /** Plain when the stream is no terminal, or NO_COLOR is set. */
  style(format: Format, text: string): string;
  line(text?: string): void;
  /** Replaces the live lines. Elsewhere than on a terminal prints `plain`, and only when it changed. */
  live(lines: readonly string[], plain: string): void;
  /** Ends the live part; what was shown last stays. */
  settle(): void;
}

const CLEAR_LINE = '\u001b[2K';
const DEFAULT_COLUMNS = 100;
const up = (lines: number): string => (lines > 0 ? `\u001b[${lines}A` : '');

export function createTerminal(
  stream: Writable & { readonly isTTY?: boolean; readonly columns?: number },
): Terminal {
  const interactive = stream.isTTY === true;
  let shown: readonly string[] = [];
  let lastPlain = '';
  const shorten = (line: string): string =>
    [...line].slice(0, (stream.columns ?? DEFAULT_COLUMNS) - 1).join('');
  const paint = (lines: readonly string[]): void => {
    stream.write(up(shown.length) + lines.map((line) => `${CLEAR_LINE}${shorten(line)}\n`).join(''));
    shown = lines;
  };
  return {
    interactive,
    style: (format, text) => styleText(format, text, { stream }),
    line(text = '') {
      if (shown.length === 0) stream.write(`${text}\n`);
      else {
        const live = shown;
        stream.write(`${up(live.length)}${CLEAR_LINE}${text}\n`);
        shown = [];
        paint(live);
      }
    },
    live(lines, plain) {
      if (interactive) paint([...lines, ...shown.slice(lines.length).map(() => '')]);
      else if (plain !== lastPlain) stream.write(`${plain}\n`);
      lastPlain = plain;
    },
    settle() {
      shown = [];
    },
  };
}
