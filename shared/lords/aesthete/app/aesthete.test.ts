import { describe, expect, it } from 'vitest';
import { openNewsletter } from '../../../../test/memory/newsletter.ts';
import { openRex, WORKSPACE } from '../../../../test/memory/rex.ts';
import { ANN } from '../../../../test/memory/tasks.ts';
import { newsletterSendType } from '../../../newsletter/contract/tasks.ts';
import { qualitySettingsSchema } from '../../../quality/contract/settings.ts';
import { carryOut } from '../../../seats/app/carry-out.ts';
import { listWorks, seatStatus } from '../../../seats/app/view-seat.ts';
import { seoAuditType } from '../../../seo/contract/tasks.ts';
import { createTask } from '../../../tasks/app/create-task.ts';
import type { Settings } from '../../../workspaces/contract/settings.ts';
import { aesthete } from '../contract/seat.ts';
import { acts, cards } from './work.ts';

const BAD = 'WINNER!! Dear friend, act now: our amazing solutions are the best and 90 % love them. TODO.';
const GOOD = 'We repair turntables again. Ann and Tom opened the workshop in Leeds on 3 March.';
const quality = (change: object) => ({ quality: qualitySettingsSchema.parse(change) });

type Rex = Pick<ReturnType<typeof openRex>, 'ports' | 'told'>;

/** The seat over a Rex in memory. */
function seated({ ports, told }: Rex) {
  const types = new Map([newsletterSendType, seoAuditType].map((type) => [type.type, type]));
  const deps = { ...ports, ...ports.aesthete };
  return {
    deps,
    act: (act: keyof typeof acts, input: object, { workspace = WORKSPACE, key = '' } = {}) => {
      const parsed = aesthete.acts[act].input.parse(input);
      const idempotencyKey = key === '' ? undefined : key;
      return carryOut(aesthete, acts, deps, { act, workspace, input: parsed, idempotencyKey, cause: ANN });
    },
    task: (type: string, payload: Record<string, unknown>) =>
      createTask(
        { ...ports, types },
        {
          workspace: WORKSPACE,
          body: { type, title: 'A task', priority: 'normal', dryRun: false, payload },
          idempotencyKey: undefined,
          cause: ANN,
        },
      ),
    approved: () => listWorks(aesthete, deps, WORKSPACE, { kind: 'approval', state: 'approved', limit: 25 }),
    status: (workspace = WORKSPACE) =>
      seatStatus(aesthete, cards, deps, workspace, { subject: 'ann', role: 'admin' }),
    tells: () =>
      told().flatMap(({ name, data }) =>
        name === 'aesthete.changed' ? (data as { tells: { name: string; data: object }[] }).tells : [],
      ),
  };
}

async function open(settings: Partial<Settings> = {}) {
  const rex = openRex();
  await rex.openWorkspace(settings);
  return { ...rex, ...seated(rex) };
}
const copy = (text: string) => ({ content: { type: 'copy', text } });

describe('a review', () => {
  it('has its parts, what it rests on, and how sure it is', async () => {
    const { act } = await open();
    const review = await act('assessQuality', copy(BAD));
    expect(review).toMatchObject({
      kind: 'review',
      state: 'done',
      title: expect.stringMatching(/^copy: \d+ of 100, /),
      sources: [
        { kind: 'person', id: 'ann' },
        { kind: 'settings', id: 'getSettings', says: expect.stringContaining('threshold of 75') },
      ],
      confidence: { level: 'very_low', basis: expect.stringContaining('It has 16 words') },
    });
  });

  it('under one key is made once, and another request under it is refused', async () => {
    const { act, status } = await open();
    const first = await act('assessQuality', copy(GOOD), { key: 'k' });
    expect((await act('assessQuality', copy(GOOD), { key: 'k' })).id).toBe(first.id);
    await expect(act('assessQuality', copy(BAD), { key: 'k' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect(await status()).toMatchObject({ counted: 1 });
  });

  it('is found by other acts, in its own workspace only', async () => {
    const { act, status } = await open();
    const { id: review } = await act('assessQuality', copy(BAD));
    const feedback = await act('provideFeedback', { review });
    expect(feedback.sources[0]).toMatchObject({ kind: 'work', id: review });
    await expect(act('provideFeedback', { review }, { workspace: 'other' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await status('other')).toMatchObject({ counted: 0 });
  });
});

describe('what is looked at', () => {
  it('is one of content, review and task: the refusal names the field', async () => {
    const { act } = await open();
    expect(() => act('provideFeedback', {})).toThrow(/give one of content, review, task and message/);
    expect(() => act('provideFeedback', { ...copy(GOOD), task: `t_${'0'.repeat(26)}` })).toThrow(
      /give one of/,
    );
    expect(() => act('assessQuality', { content: { type: 'copy' } })).toThrow(/give text, html, transcript/);
  });

  it('may be what a task sends, and not what it only reads', async () => {
    const { act, task } = await open();
    const issue = await task('newsletter.send', { list: 'news', subject: 'March', text: BAD });
    const feedback = await act('provideFeedback', { task: issue.id });
    expect(feedback.sources[0]).toMatchObject({ kind: 'task', id: issue.id });
    const audit = await task('seo.audit', { url: 'https://www.acme.example/' });
    await expect(act('provideFeedback', { task: audit.id })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.task', message: expect.stringContaining('seo.audit') }],
    });
  });
});

describe('feedback', () => {
  it('names what brings most first, where it stands, and what to write instead', async () => {
    const { act } = await open();
    const { result } = await act('provideFeedback', copy(BAD));
    const items = result['items'] as { rule: string; passage: { start: number; quote: string } | null }[];
    expect(items[0]).toMatchObject({ rule: 'placeholder', passage: { quote: 'TODO' } });
    expect(items.map(({ rule }) => rule)).toContain('unproved-claim');
    expect(result['good']).not.toContain('spam');
  });
});

describe('the brand', () => {
  it('without rules cannot be checked', async () => {
    const { act } = await open();
    await expect(act('checkBrandCompliance', copy(GOOD))).rejects.toThrow(/quality\.brand/);
  });

  it('says of each rule whether it is kept, and whether it finds its own example', async () => {
    const words = [
      { avoid: 'cheap', instead: 'good value', example: 'It is cheap.' },
      { avoid: 'utilise', example: 'We utilize it.' },
    ];
    const { act } = await open(quality({ brand: { words, phrases: ['Leeds'] } }));
    const check = await act('checkBrandCompliance', copy('It is cheap in Leeds.'));
    expect(check.title).toBe('1 of 3 rules of the brand are broken');
    expect(check.result).toMatchObject({
      isKept: false,
      rules: [
        {
          rule: 'words[0]',
          isKept: false,
          findsExample: true,
          findings: [{ instead: 'Write "good value".', passage: { in: 'text', start: 6, end: 11 } }],
        },
        { rule: 'words[1]', isKept: true, findsExample: false },
        { rule: 'phrases[0]', isKept: true, findsExample: null },
      ],
    });
  });
});

describe('consistency', () => {
  it('measures contrast, twins, strangers, fonts and pictures', async () => {
    const brand = { colours: ['#0055aa', 'white'], fonts: ['Inter'] };
    const { act } = await open(quality({ brand }));
    const html =
      '<p style="color:#765;background:white;font-family:Arial">Hello</p><img src="a.png" width="10" height="10" alt="A"><img src="b.png">';
    const { result } = await act('evaluateConsistency', {
      content: {
        type: 'design',
        html,
        colours: ['#0055aa', '#0055ab'],
        pairs: [{ foreground: '#8b9986', background: 'white', isLarge: true }],
      },
    });
    expect(result).toMatchObject({
      isConsistent: false,
      isWhole: true,
      pairs: [
        { contrast: expect.closeTo(3.000644, 3), least: 3, isEnough: true, passage: null },
        { contrast: expect.closeTo(5.502984, 3), least: 4.5, isEnough: true, passage: { in: 'html' } },
      ],
      duplicates: [{ a: '#0055aa', b: '#0055ab' }],
      fonts: [{ font: 'Arial', isOfBrand: false }],
      images: [
        { source: 'a.png', alt: 'A', hasSize: true },
        { source: 'b.png', alt: null, hasSize: false },
      ],
    });
    const colours = result['colours'] as { colour: string; isOfBrand: boolean }[];
    expect(colours.filter(({ isOfBrand }) => !isOfBrand).map(({ colour }) => colour)).toEqual([
      '#8b9986',
      '#765',
    ]);
  });

  it('of thousands of colours and pictures shows some, what does not fit first, and says so', async () => {
    const { act } = await open();
    const near = (n: number): string => `#${(0x10_00_00 + n).toString(16)}`;
    const html =
      Array.from({ length: 1200 }, (_, n) => `<p style="color:${near(n)};background:#fff">a</p>`).join('') +
      `${'<img alt src=a width=1 height=1>'.repeat(99)}<img src=b><p style="color:#eee;background:#fff">b</p>`;
    const { result, title } = await act('evaluateConsistency', { content: { type: 'design', html } });
    expect(result).toMatchObject({ isWhole: false, isConsistent: false });
    const of = result as Record<'pairs' | 'colours' | 'duplicates' | 'fonts' | 'images', object[]>;
    for (const list of [of.pairs, of.colours, of.duplicates, of.images]) expect(list).toHaveLength(40);
    expect(of.pairs[0]).toMatchObject({ foreground: '#eee', isEnough: false });
    expect(of.images[0]).toMatchObject({ source: 'b', alt: null });
    expect(JSON.stringify(result).length).toBeLessThan(50_000);
    expect(title).toContain('as far as was looked at');
  });

  it('does not repeat a long background for every element on it', async () => {
    const { act } = await open();
    const html = `<div style="background:url(${'x'.repeat(20_000)})">${'<p style="color:#000">a</p>'.repeat(30)}</div>`;
    const { result } = await act('evaluateConsistency', { content: { type: 'design', html } });
    expect(JSON.stringify(result).length).toBeLessThan(20_000);
  });

  it('refuses what is no colour, and what has nothing to see, by name', async () => {
    const { act } = await open();
    await expect(
      act('evaluateConsistency', { content: { type: 'branding', colours: ['#000', 'blurple'] } }),
    ).rejects.toMatchObject({ fields: [{ path: 'body.content.colours.1' }] });
    await expect(act('evaluateConsistency', copy(GOOD))).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});

describe('approval', () => {
  it('is given from the threshold on, and told', async () => {
    const { act, approved, tells } = await open();
    const approval = await act('approveContent', copy(GOOD));
    expect(approval).toMatchObject({ state: 'approved', result: { steps: [], override: null } });
    expect((await approved()).works.map(({ id }) => id)).toEqual([approval.id]);
    expect(tells()).toEqual([
      {
        name: 'CONTENT_APPROVED',
        data: expect.objectContaining({ kind: 'content', approvalId: approval.id, reason: null }),
      },
    ]);
  });

  it('is refused below it, with what would bring it there', async () => {
    const { act, approved, tells } = await open();
    const refusal = await act('approveContent', copy(BAD));
    expect(refusal.state).toBe('refused');
    const steps = refusal.result['steps'] as { scoreAfter: number }[];
    expect(steps.at(-1)?.scoreAfter).toBeGreaterThanOrEqual(75);
    expect((await approved()).works).toEqual([]);
    expect(tells().map(({ name }) => name)).toEqual(['CONTENT_REJECTED']);
  });

  it('follows the threshold of the workspace', async () => {
    const { act } = await open(quality({ threshold: 5 }));
    expect((await act('approveContent', copy(BAD))).state).toBe('approved');
  });

  it('of what is below is given by a person with a reason, once, and not where it is needless', async () => {
    const { act, deps } = await open();
    const override = { reason: 'It is a joke.' };
    const approval = await act('approveContent', { ...copy(BAD), override }, { key: 'k' });
    expect((await act('approveContent', { ...copy(BAD), override }, { key: 'k' })).id).toBe(approval.id);
    expect(approval).toMatchObject({
      state: 'approved',
      result: { override: { by: 'ann', reason: 'It is a joke.' } },
    });
    await expect(act('approveContent', { ...copy(BAD), override })).rejects.toThrow(approval.id);
    await expect(act('approveContent', { ...copy(GOOD), override })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const digest = String(approval.result['digest']);
    expect(await deps.released.isReleased(WORKSPACE, digest)).toBe(true);
    expect(await deps.released.isReleased('other', digest)).toBe(false);
  });

  it('by two at the same time is given to one', async () => {
    const { act, approved } = await open();
    const input = { ...copy(BAD), override: { reason: 'It is a joke.' } };
    const both = await Promise.allSettled([act('approveContent', input), act('approveContent', input)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await approved()).works).toHaveLength(1);
  });
});

describe('the status', () => {
  it('counts from the works', async () => {
    const { act, status } = await open();
    expect((await status()).cards.map(({ value }) => value)).toEqual([null, null, null, 0]);
    await act('assessQuality', copy(GOOD));
    await act('approveContent', copy(GOOD));
    await act('approveContent', copy(BAD));
    await act('approveContent', { ...copy(BAD), override: { reason: 'It is a joke.' } });
    expect((await status()).cards.map(({ value }) => value)).toEqual([100, null, 2 / 3, 1]);
  });
});

describe('the gate of newsletters', () => {
  const issue = { subject: 'March', text: BAD };

  it('is open where the workspace does not want it', async () => {
    const world = await openNewsletter();
    await world.subscribe(1);
    expect(await world.begin(issue)).toMatch(/^news-/);
  });

  it('refuses an issue with its score and what to mend, until exactly its words are let pass', async () => {
    const world = await openNewsletter(quality({ gate: true }));
    await world.subscribe(1);
    const reason = await world.begin(issue);
    expect(reason).toMatch(
      /^Its quality is \d+ of 100 \(\w+\), and the workspace wants 75\. "TODO" was not filled in\./,
    );
    expect(await world.begin({ text: GOOD })).toMatch(/^news-/);
    const { act, task } = seated(world);
    const { id } = await task('newsletter.send', { list: 'news', ...issue });
    await act('approveContent', { task: id, override: { reason: 'It is a joke.' } });
    expect(await world.begin({ ...issue, text: `${BAD}!` }, `t_${'2'.repeat(26)}`)).toMatch(/^Its quality/);
    expect(await world.begin(issue, `t_${'3'.repeat(26)}`)).toMatch(/^news-/);
  });
});
