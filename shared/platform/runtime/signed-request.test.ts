import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { verifySigned } from './signed-request.ts';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four bytes').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('another secret of many bytes').toString('base64')}`;

function signed(body: string, { secret = SECRET, at = new Date() } = {}) {
  return {
    rawBody: Buffer.from(body),
    headers: {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
    },
  };
}

it('accepts a request that is signed with one of the secrets, and returns its id', () => {
  expect(verifySigned(signed('{"a":1}'), [SECRET])).toBe('msg_1');
  expect(verifySigned(signed('not even JSON'), [OTHER, SECRET])).toBe('msg_1');
});

it('refuses another body, another secret, an old timestamp and a missing signature', () => {
  const good = signed('{"a":1}');
  const refused = { code: 'UNAUTHENTICATED' };
  const verify = (request: Parameters<typeof verifySigned>[0]) => () => verifySigned(request, [SECRET]);
  expect(verify({ ...good, rawBody: Buffer.from('{"a":2}') })).toThrow(expect.objectContaining(refused));
  expect(verify(signed('{"a":1}', { secret: OTHER }))).toThrow(expect.objectContaining(refused));
  expect(verify(signed('{"a":1}', { at: new Date(Date.now() - 600_000) }))).toThrow(
    expect.objectContaining(refused),
  );
  expect(verify({ rawBody: good.rawBody, headers: {} })).toThrow(expect.objectContaining(refused));
});
