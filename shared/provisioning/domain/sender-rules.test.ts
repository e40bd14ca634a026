import { describe, expect, it } from 'vitest';
import { bulkObstacles, bulkVolume } from '../../domains/domain/bulk-sender.ts';
import { newPool } from '../../domains/domain/pool.ts';
import { addDomain } from '../../domains/domain/sending-domain.ts';
import { RECORD_IDS } from '../contract/provisioning.ts';
import type { Look } from './provisioning.ts';
import { judgeRules, type SenderFacts } from './sender-rules.ts';

const looks: Look[] = RECORD_IDS.map((id) => ({ id, state: 'present', found: [] }));
const facts: SenderFacts = { domain: 'mail.acme.example', looks, signs: true, complaintRate: 0 };
const resultOf = (rule: string, change: Partial<SenderFacts>) =>
  judgeRules({ ...facts, ...change }).find((each) => each.rule === rule);
const without = (id: string, state: Look['state'] = 'missing', note?: string): Partial<SenderFacts> => ({
  looks: looks.map((look) => (look.id === id ? { ...look, state, ...(note && { note }) } : look)),
});

describe('the rules for bulk senders', () => {
  it('all pass for a domain that is set up', () => {
    expect(judgeRules(facts).filter(({ result }) => result !== 'pass')).toEqual([]);
  });

  it.each([
    ['spf', without('mail-from-spf'), 'fail'],
    ['spf', without('mail-from-mx', 'conflict', 'Two MX.'), 'fail'],
    ['dkim', without('dkim-3'), 'fail'],
    ['dkim', { signs: false }, 'fail'],
    ['dkim', { signs: null }, 'unknown'],
    ['dkim', { looks: [] }, 'unknown'],
    ['dmarc', without('dmarc'), 'fail'],
    ['dmarc', without('dmarc', 'kept'), 'pass'],
    ['dmarc', without('dmarc', 'unknown'), 'unknown'],
    ['one-spf', without('spf', 'conflict', 'There are two.'), 'fail'],
    ['one-spf', without('spf'), 'pass'],
    ['alignment', without('dkim-1'), 'pass'],
    ['reply', without('reply-mx'), 'fail'],
    ['complaints', { complaintRate: 0.0029 }, 'pass'],
    ['complaints', { complaintRate: 0.003 }, 'fail'],
    ['own-from', { domain: 'mail.gmail.com' }, 'fail'],
  ] as const)('%s with %o: %s', (rule, change, result) => {
    const judged = resultOf(rule, change);
    expect(judged?.result).toBe(result);
    // What fails says what to do, and nothing else does.
    expect(judged?.todo === null).toBe(result !== 'fail');
  });

  it('alignment takes one of the two ways', () => {
    const none = looks.filter(({ id }) => !id.startsWith('dkim') && !id.startsWith('mail-from'));
    expect(resultOf('alignment', { looks: none })?.result).toBe('fail');
  });
});

describe('who sends in bulk', () => {
  const now = new Date('2026-03-05T12:00:00Z');
  const pool = ['mail.acme.example', 'post.acme.example', 'mail.other.example'].reduce(
    (known, domain) => addDomain(known, { domain, tier: 'custom', targetPerDay: 2_500 }, now),
    newPool('acme'),
  );

  it('is counted over the organization, and by what the workspace may send', () => {
    expect(bulkVolume(pool, 'mail.acme.example', 10_000)).toBe(5_000);
    expect(bulkVolume(pool, 'mail.acme.example', 4_999)).toBe(4_999);
    expect(bulkVolume(pool, 'mail.other.example', 10_000)).toBe(2_500);
  });

  it('gets no mission before the rules are checked and while one is not kept', () => {
    const check = (failedRules?: string[]) => ({
      ...pool,
      domains: pool.domains.map((domain) => ({ ...domain, ...(failedRules && { failedRules }) })),
    });
    expect([...bulkObstacles(check(), 10_000).keys()]).toEqual(['mail.acme.example', 'post.acme.example']);
    expect(bulkObstacles(check(), 4_999).size).toBe(0);
    expect(bulkObstacles(check([]), 10_000).size).toBe(0);
    expect(bulkObstacles(check(['DKIM signs every e-mail']), 10_000).get('mail.acme.example')).toBe(
      'it may send 5000 e-mails a day, which makes it a bulk sender, and it does not keep their rules: DKIM signs every e-mail (rex domains rules mail.acme.example)',
    );
  });
});
