import { PassThrough } from 'node:stream';
import type { Streams } from '../cli/context.ts';

export interface CapturedStreams {
  readonly streams: Streams;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** Streams that are no terminal, and what was written to them. */
export function captureStreams(): CapturedStreams {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const collect = (stream: PassThrough): (() => string) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString('utf8');
  };
  return {
    streams: { stdin: new PassThrough(), stdout, stderr },
    stdout: collect(stdout),
    stderr: collect(stderr),
  };
}
