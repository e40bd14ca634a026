import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { RexError } from '../../kernel/errors.ts';
import { logFailure } from './logger.ts';

afterEach(() => vi.restoreAllMocks());

const SECRETS = ['sk-live-0123456789abcdef', 'Zm9vOmJhcmJhcmJhcg==', 'AKIAIOSFODNN7EXAMPLE'];

/** What is written to the log while a failure is told. */
function logged(failure: unknown): string {
  const lines: string[] = [];
  for (const level of ['error', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation((line) => void lines.push(String(line)));
  }
  logFailure('A call failed.', failure);
  expect(lines).toHaveLength(1);
  return lines.join('');
}

it('logs the useful parts of an error, and never a request header, however deep it is nested', () => {
  const [key = '', basic = '', aws = ''] = SECRETS;
  const inner = Object.assign(new Error(`connect with Authorization: Basic ${basic}`), {
    config: { headers: { authorization: `Bearer ${key}` } },
    $response: { headers: { 'x-amz-security-token': aws } },
  });
  const outer = Object.assign(new TypeError(`fetch failed for ${aws}`, { cause: inner }), {
    code: 'ECONNRESET_X',
    request: { headers: [['authorization', `Bearer ${key}`]], body: 'Dear Ann' },
  });
  Object.assign(inner, { cause: outer });
  const line = logged(outer);
  for (const secret of [...SECRETS, 'Dear Ann', 'authorization"']) expect(line).not.toContain(secret);
  expect(line).toContain('ECONNRESET_X');
  expect(line).toContain('fetch failed for [secret]');
  expect(line).toContain('logger.test.ts');
});

it('logs no address of mail, whatever a message repeats', () => {
  const refusal = new RexError(
    'CONFLICT',
    'It is "Sign as ann@acme.example." by now (mailto:bob@acme.example).',
  );
  expect(logged(refusal)).toContain('It is \\"Sign as [address]\\" by now (mailto:[address]).');
  const inner = new Error('No answer from <kim@acme.example>', { cause: new Error('x'.repeat(200_000)) });
  expect(logged(inner)).not.toContain('kim@');
});

it('logs no header of a call that timed out', async () => {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const failure = await fetch(`http://127.0.0.1:${port}`, {
    headers: { authorization: `Bearer ${SECRETS[0]}` },
    signal: AbortSignal.timeout(50),
  }).catch((error: unknown) => error);
  expect(logged(failure)).not.toContain(SECRETS[0]);
  expect(logged(new RexError('INTERNAL', 'No answer.', { cause: failure }))).not.toContain(SECRETS[0]);
  server.closeAllConnections();
  server.close();
});
