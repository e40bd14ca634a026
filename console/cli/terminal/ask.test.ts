import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askYesNo, canAsk } from './ask.ts';

function answering(text: string) {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const answer = askYesNo('Send?', streams, new AbortController().signal);
  streams.stdin.end(text);
  return answer.then((yes) => ({
    yes,
    asked: String(streams.stderr.read()).split('Send? [y/n]').length - 1,
  }));
}

describe('askYesNo', () => {
  it.each([
    ['y\n', true, 1],
    [' YES \n', true, 1],
    ['no\n', false, 1],
    ['maybe\n\nn\n', false, 3],
  ])('takes %j', async (text, yes, asked) => expect(await answering(text)).toEqual({ yes, asked }));

  it('treats the end of the input as no answer', () =>
    expect(answering('maybe\n')).rejects.toMatchObject({ code: 'INTERRUPTED' }));
});

it('asks only when input and output are terminals', () => {
  const terminal = Object.assign(new PassThrough(), { isTTY: true });
  const pipe = new PassThrough();
  expect(canAsk({ stdin: terminal, stdout: pipe, stderr: terminal })).toBe(true);
  expect(canAsk({ stdin: pipe, stdout: pipe, stderr: terminal })).toBe(false);
  expect(canAsk({ stdin: terminal, stdout: pipe, stderr: pipe })).toBe(false);
});
