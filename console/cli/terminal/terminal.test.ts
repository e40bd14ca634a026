import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createTerminal } from './terminal.ts';

function capture(options: { isTTY?: boolean; columns?: number } = {}) {
  const stream = Object.assign(new PassThrough(), options);
  return { terminal: createTerminal(stream), text: () => String(stream.read() ?? '') };
}

describe('a stream that is not a terminal', () => {
  it('gets plain lines, each change once, without colours', () => {
    const { terminal, text } = capture();
    terminal.live(['a bar'], 'score 10 %');
    terminal.live(['another bar'], 'score 10 %');
    terminal.live(['a third'], 'score 20 %');
    terminal.line(terminal.style('red', 'done'));
    expect(text()).toBe('score 10 %\nscore 20 %\ndone\n');
  });
});

describe('a terminal', () => {
  it('redraws live lines, cut to its width', () => {
    const { terminal, text } = capture({ isTTY: true, columns: 6 });
    terminal.live(['first', 'second line'], '');
    terminal.live(['third', 'fourth'], '');
    expect(text()).toBe('\u001b[2Kfirst\n\u001b[2Ksecon\n\u001b[2A\u001b[2Kthird\n\u001b[2Kfourt\n');
  });

  it('prints lines above the live ones', () => {
    const { terminal, text } = capture({ isTTY: true });
    terminal.live(['bar'], '');
    terminal.line('note');
    expect(text()).toBe('\u001b[2Kbar\n\u001b[1A\u001b[2Knote\n\u001b[2Kbar\n');
  });

  it('clears the rest of longer lines', () => {
    const { terminal, text } = capture({ isTTY: true });
    terminal.live(['a', 'b'], '');
    terminal.live(['c'], '');
    expect(text().endsWith('\u001b[2A\u001b[2Kc\n\u001b[2K\n')).toBe(true);
  });
});
