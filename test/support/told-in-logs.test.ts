import { describe, expect, it } from 'vitest';
import { expectSilent, toldIn } from './told-in-logs.ts';

describe('a line of a log', () => {
  it.each([
    ['{"message":"sent to pat@shop.example"}', 'an e-mail address'],
    ['Grüße an jörg@müller.example', 'an e-mail address'],
    ['text to +447400123451 failed', 'a telephone number'],
    ['authorization: Bearer abcdefghijkl', 'an authorization header'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x', 'a token'],
    ['key sk-abcdefghijkl', 'a key of a provider'],
    ['secret whsec_MfKQ9r8GKYqrTwjU', 'a key of a provider'],
    ['GET /u/acme-00000000000000000000-000000-1-0000000000', 'a link to unsubscribe'],
  ])('that says %j tells something', (line, what) => {
    expect(toldIn(line)).toEqual([what]);
  });

  it('tells nothing with ids, times, versions and packages', () => {
    for (const line of [
      '2026-03-02T10:00:00.000+01:00 worked m_01m8hmhyreyh567a61w3pc1tv0 in 12 ms',
      'at file:///var/task/node_modules/@aws-sdk/client-sqs/index.js:12:5',
      'REPORT RequestId: 6c0e4c1a-2f6e-4e1c-9d3c-0a1b2c3d4e5f Duration: 12.1 ms',
    ])
      expect(toldIn(line)).toEqual([]);
  });

  it('may not hold a secret of its place, and the complaint does not repeat it', () => {
    expect(toldIn('opened with correct horse', ['correct horse'])).toEqual(['a secret']);
    const lines = [['a.log', 'sent to pat@shop.example']] as const;
    expect(() => expectSilent(lines)).toThrow('a.log: an e-mail address');
    expect(() => expectSilent(lines)).not.toThrow('pat@shop');
  });
});
