import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { openToken, sealToken, signingKey, signingSecret, startKey } from './automation.ts';

const of = { workspace: 'acme', id: `au_${'0'.repeat(26)}`, secretEpoch: 1 };
const SECRET = 'of the deployment';

it('a token is readable for its own automation alone, and only unchanged', () => {
  const sealedToken = sealToken(SECRET, of, 'a token of n8n');
  expect(sealedToken).not.toContain('token');
  expect(openToken(SECRET, { ...of, sealedToken })).toBe('a token of n8n');
  expect(sealToken(SECRET, of, 'a token of n8n')).not.toBe(sealedToken);
  const changed = Buffer.from(sealedToken, 'base64');
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  for (const wrong of [
    () => openToken('another secret', { ...of, sealedToken }),
    () => openToken(SECRET, { ...of, workspace: 'globex', sealedToken }),
    () => openToken(SECRET, { ...of, sealedToken: changed.toString('base64') }),
  ]) {
    expect(wrong).toThrow();
  }
  expect(openToken(SECRET, of)).toBeUndefined();
});

it('the key as text signs what Standard Webhooks verifies', () => {
  const now = new Date();
  const [id, ts, body] = ['msg_1', String(Math.floor(now.getTime() / 1000)), '{"a":"ä"}'];
  const signature = createHmac('sha256', signingKey(SECRET, of))
    .update(`${id}.${ts}.${body}`)
    .digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': ts, 'webhook-signature': `v1,${signature}` };
  expect(new Webhook(signingSecret(SECRET, of)).verify(body, headers)).toEqual({ a: 'ä' });
});

it('all secrets change with the epoch, the automation and the workspace, and none is another', () => {
  const all = [
    of,
    { ...of, secretEpoch: 2 },
    { ...of, workspace: 'globex' },
    { ...of, id: `au_${'1'.repeat(26)}` },
  ].flatMap((each) => [signingKey(SECRET, each), startKey(SECRET, each)]);
  expect(new Set(all).size).toBe(8);
});
