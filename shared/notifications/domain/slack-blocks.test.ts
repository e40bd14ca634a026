import { describe, expect, it } from 'vitest';
import type { Approval } from '../../approvals/domain/approval.ts';
import { type Effect, effectOf } from '../../autonomy/domain/effect.ts';
import type { Notice } from './notice.ts';
import { slackBlocks } from './slack-blocks.ts';

const NOTICE: Notice = {
  workspace: 'acme',
  subject: '#slack',
  id: 'n',
  version: 1,
  kind: 'request',
  about: 'a_1',
  severity: 'warning',
  title: 'T',
  message: 'It expires tomorrow.',
  at: '2026-03-05T12:00:00.000Z',
  deliveries: [],
};

const PAGE = 'https://console.example/approvals/a_1';

interface Block {
  readonly text?: { readonly text: string };
  readonly elements?: readonly { readonly action_id?: string; readonly text?: unknown }[];
}

const ASKED = {
  workspace: 'acme',
  id: 'a_1',
  version: 1,
  state: 'pending',
  digest: 'd',
  policyVersion: 1,
  createdAt: NOTICE.at,
  expiresAt: NOTICE.at,
} as const;

/** What Slack shows of what a task would do. */
const shown = (effect: Partial<Effect>) =>
  shownOf({
    ...ASKED,
    subject: 'task',
    taskId: 't_1',
    type: 'ads.change',
    title: 'x',
    agent: 'ads',
    effect: effectOf({ kind: 'ads.change', segment: 's', summary: 'Changes bids.', ...effect }),
  });

/** What Slack shows of an approval, and which buttons below it. */
function shownOf(approval: Approval) {
  const blocks = slackBlocks(NOTICE, approval, PAGE) as Block[];
  return {
    blocks,
    text: blocks.map(({ text }) => text?.text ?? '').join('\n'),
    buttons: blocks.flatMap(({ elements = [] }) => elements.flatMap(({ action_id }) => action_id ?? [])),
    links: blocks.flatMap(({ elements = [] }) =>
      elements.flatMap(({ text }) => (typeof text === 'string' ? text : [])),
    ),
  };
}

const bids = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    what: `Keyword ${n}`,
    field: 'bid',
    before: '1',
    after: n === count - 1 ? '99' : '1.1',
  }));
const wordsOf = (text: string) => ({ content: { subject: 'S', text, html: null } });

describe('the blocks of Slack', () => {
  it('show a request whole, with both buttons', () => {
    const { text, buttons, links } = shown({ changes: bids(30), ...wordsOf('a'.repeat(2_000)) });
    expect(text).toContain('1 → 99');
    expect(links).toEqual([`<${PAGE}|Open it in the console>`]);
    expect(buttons).toEqual(['approve', 'reject']);
  });

  it('show the longest text that a model can be told whole, as it is and as it would be', () => {
    const [from, to] = ['a'.repeat(2_000), 'b'.repeat(2_000)] as const;
    const asked = (now: string) =>
      shownOf({
        ...ASKED,
        subject: 'settings',
        recommendationId: `r_${'0'.repeat(26)}`,
        sentence: 's'.repeat(500),
        evidence: 'e'.repeat(500),
        change: { setting: 'llm.instructions.messages', from: now, to },
        settingsVersion: 1,
      });
    const { text, buttons } = asked(from);
    expect(text).toContain(`Now: ${from}\nThen: ${to}`);
    expect(buttons).toEqual(['approve', 'reject']);
    expect(asked('').text).toContain(`Now: (nothing)\nThen: ${to}`);
  });

  it('show the words of the HTML where they are others', () => {
    const content = { subject: 'S', text: 'plain', html: '<b>Totally other words</b>' };
    expect(shown({ content }).text).toContain('HTML, which differs from the content: Totally other words');
    expect(shown({ content: { ...content, html: '<p>plain</p>' } }).text).not.toContain('HTML');
  });

  it.each([
    ['of changes', { changes: bids(60) }, 23],
    ['of words', wordsOf(`${'a'.repeat(2_880)} AND THE DANGEROUS PART`), 1],
    ['of all words together', { changes: bids(3).map((bid) => ({ ...bid, after: 'a'.repeat(2_800) })) }, 1],
  ])('say of too many %s where to look, and let nobody approve there', (_, effect, left) => {
    const { text, buttons, blocks } = shown(effect);
    expect(text).toContain(`And ${left} more, too long for Slack.`);
    expect(text).toContain('rex approvals show a_1');
    expect(buttons).toEqual(['reject']);
    expect(text.length).toBeLessThan(13_200);
    expect(blocks.length).toBeLessThanOrEqual(50);
  });
});
