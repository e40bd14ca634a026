import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { meanwhile, withMethods } from '../../../test/memory/meanwhile.ts';
import { openMemory } from '../../../test/memory/tables.ts';
import { alertStores } from '../../alerts/adapters/stores.ts';
import { RexError } from '../../kernel/errors.ts';
import { llmStores } from '../adapters/stores.ts';
import { llmSettingsSchema } from '../contract/settings.ts';
import { llmJobs } from './llm-jobs.ts';
import type { LlmCall } from './ports/llm.ts';
import type { BackgroundAnswer, JobRequest } from './ports/llm-jobs.ts';
import { readUsage } from './read-usage.ts';

const NOW = new Date('2026-03-05T12:00:00.000Z');
const WORKSPACE = 'acme';
const MISSION = `m_${'1'.repeat(26)}`;
const ID = `er_${'1'.repeat(20)}`;
const REFUSED = new RexError('PROVIDER_UNAVAILABLE', 'The provider is busy.');

/** A provider that answers later, with budgets that a test may set. */
function open(settings: object = {}) {
  const { database: _, ...tables } = openMemory();
  const clock = { now: () => NOW };
  const stores = llmStores(tables, clock);
  const calls: { readonly call: LlmCall<unknown>; readonly tag: string }[] = [];
  const answers = new Map<string, BackgroundAnswer>();
  const llm = llmSettingsSchema.parse({ dailyBudgetUsd: 10, missionBudgetUsd: 10, ...settings });
  const deps = {
    ...stores,
    ...alertStores(tables),
    clock,
    limits: { take: async () => ({ ok: true }) as const },
    reader: { read: () => [], kindOf: () => 'unknown' as const },
    settingsOf: async () => llm,
    provider: {
      model: 'gpt-5-mini',
      submit: async (call: LlmCall<unknown>, tag: string) => `resp-${calls.push({ call, tag })}`,
      fetch: async (id: string): Promise<BackgroundAnswer> => {
        const answer = answers.get(id);
        if (!answer) throw new RexError('NOT_FOUND', 'There is no such answer.');
        return answer;
      },
    },
  };
  const request: JobRequest = {
    workspace: WORKSPACE,
    missionId: MISSION,
    id: ID,
    purpose: 'personalize',
    schema: z.object({ text: z.string() }),
    schemaName: 'text',
    system: 'Write.',
    user: 'To pat@mail.example, who bought once.',
    maxOutputTokens: 1000,
  };
  const spent = () =>
    readUsage(
      { ledger: stores.ledger, workspaces: { get: async () => ({ settings: { llm } }) }, clock },
      WORKSPACE,
    );
  const answer = (change: Partial<BackgroundAnswer> = {}): BackgroundAnswer => ({
    tag: calls[0]?.tag ?? `${WORKSPACE}.${ID}`,
    state: 'done',
    content: { text: 'Hello' },
    reason: '',
    usage: { inputTokens: 100, outputTokens: 50 },
    ...change,
  });
  return {
    deps,
    calls,
    answers,
    answer,
    request,
    spent,
    jobs: llmJobs(deps),
    job: () => stores.jobs.get(WORKSPACE, ID),
  };
}

describe('a question that is answered later', () => {
  it('is asked without personal data, and sets its highest cost aside first', async () => {
    const llm = open();
    await llm.jobs.submit(llm.request);
    expect(llm.calls).toHaveLength(1);
    expect(llm.calls[0]?.call.user).not.toContain('pat@mail.example');
    expect(await llm.job()).toMatchObject({ state: 'asked', responseId: 'resp-1' });
    expect((await llm.spent()).spentUsd).toBeGreaterThan(0);
  });

  it('says what the workspace wants, below the rules', async () => {
    const llm = open({ instructions: { messages: 'Be brief.' } });
    await llm.jobs.submit({ ...llm.request, instructions: 'messages' });
    expect(llm.calls[0]?.call.system).toMatch(/^Write\.\n\n[\s\S]*\{"instructions":"Be brief\."\}$/);
  });

  it('is answered with what was redacted put back, and costs what it cost, once', async () => {
    const llm = open();
    await llm.jobs.submit(llm.request);
    const [placeholder = ''] = Object.keys((await llm.job())?.originals ?? {});
    llm.answers.set('resp-1', llm.answer({ content: { text: `Write to ${placeholder}` } }));
    const first = await llm.jobs.take('resp-1');
    expect(first).toMatchObject({
      job: { state: 'answered' },
      value: { text: 'Write to pat@mail.example' },
    });
    const usage = await llm.spent();
    expect(usage.purposes).toMatchObject([{ calls: 1, failed: 0, inputTokens: 100, outputTokens: 50 }]);
    expect((await llm.jobs.take('resp-1'))?.value).toEqual(first?.value);
    expect(await llm.spent()).toEqual(usage);
  });

  it('is asked once, however often the step is started, and nothing stays set aside for the others', async () => {
    const llm = open();
    await llm.jobs.submit(llm.request);
    const { spentUsd } = await llm.spent();
    await llm.jobs.submit(llm.request);
    expect(llm.calls).toHaveLength(1);
    expect((await llm.spent()).spentUsd).toBe(spentUsd);
  });

  it('costs nothing when the provider did not take it', async () => {
    const llm = open();
    const provider = { ...llm.deps.provider, submit: () => Promise.reject(REFUSED) };
    await expect(llmJobs({ ...llm.deps, provider }).submit(llm.request)).rejects.toBe(REFUSED);
    expect(await llm.job()).toMatchObject({ state: 'failed', reason: 'It could not be asked.' });
    expect(await llm.spent()).toMatchObject({ spentUsd: 0, purposes: [{ failed: 1 }] });
  });

  it('is settled once when it was taken and answered though the asking seemed to fail', async () => {
    const llm = open();
    llm.answers.set('resp-1', llm.answer());
    const submit = async (call: LlmCall<unknown>, tag: string) => {
      await llm.deps.provider.submit(call, tag);
      await llm.jobs.take('resp-1');
      throw REFUSED;
    };
    const provider = { ...llm.deps.provider, submit };
    await expect(llmJobs({ ...llm.deps, provider }).submit(llm.request)).rejects.toBe(REFUSED);
    expect(await llm.job()).toMatchObject({ state: 'answered' });
    const usage = await llm.spent();
    expect(usage.purposes).toMatchObject([{ calls: 1, failed: 0 }]);
    expect(usage.spentUsd).toBeGreaterThan(0);
  });

  it('keeps an answer that was quicker than the record of its id', async () => {
    const llm = open();
    llm.answers.set('resp-1', llm.answer());
    const jobs = meanwhile(llm.deps.jobs, 'create', () => llm.jobs.take('resp-1'));
    await llmJobs({ ...llm.deps, jobs }).submit(llm.request);
    expect(await llm.job()).toMatchObject({ state: 'answered', responseId: 'resp-1' });
    expect((await llm.spent()).purposes).toMatchObject([{ calls: 1 }]);
  });

  it('is not asked when a budget is spent, and then nothing is set aside', async () => {
    const llm = open({ missionBudgetUsd: 0.000001 });
    await expect(llm.jobs.submit(llm.request)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(llm.calls).toEqual([]);
    expect(await llm.job()).toBeUndefined();
    expect((await llm.spent()).spentUsd).toBe(0);
  });

  it('is not asked when the provider may not be asked now, and gives back what was set aside', async () => {
    const llm = open();
    const limits = { take: async () => ({ ok: false, retryAt: NOW }) as const };
    await expect(llmJobs({ ...llm.deps, limits }).submit(llm.request)).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: expect.stringContaining(NOW.toISOString()),
    });
    expect(llm.calls).toEqual([]);
    expect((await llm.spent()).spentUsd).toBe(0);
  });

  it('that failed has no value, and costs at least what was sent', async () => {
    const llm = open();
    await llm.jobs.submit(llm.request);
    const usage = { inputTokens: 0, outputTokens: 0 };
    llm.answers.set('resp-1', llm.answer({ state: 'failed', reason: 'x'.repeat(300), usage }));
    expect(await llm.jobs.take('resp-1')).toMatchObject({ job: { state: 'failed' }, value: undefined });
    expect((await llm.job())?.reason).toHaveLength(200);
    const { spentUsd, purposes } = await llm.spent();
    expect(spentUsd).toBeGreaterThan(0);
    expect(purposes).toMatchObject([{ calls: 1, failed: 1, outputTokens: 0 }]);
  });

  it.each([
    ['is still to come', { state: 'running' }],
    ['names no job of ours', { tag: `beta.${ID}` }],
    ['has a tag that is not ours', { tag: 'something else' }],
  ] as const)('has no answer yet when what the webhook names %s', async (_, change) => {
    const llm = open();
    await llm.jobs.submit(llm.request);
    const before = [await llm.job(), await llm.spent()];
    llm.answers.set('resp-1', llm.answer(change));
    expect(await llm.jobs.take('resp-1')).toBeUndefined();
    expect([await llm.job(), await llm.spent()]).toEqual(before);
  });

  it('is not answered by another answer under its tag', async () => {
    const llm = open();
    await llm.jobs.submit(llm.request);
    llm.answers.set('resp-9', llm.answer());
    expect(await llm.jobs.take('resp-9')).toBeUndefined();
    expect(await llm.job()).toMatchObject({ state: 'asked' });
  });

  it('is asked of nobody when the ledger does not answer', async () => {
    const llm = open();
    const ledger = withMethods(llm.deps.ledger, { reserve: () => Promise.reject(new Error('No answer.')) });
    await expect(llmJobs({ ...llm.deps, ledger }).submit(llm.request)).rejects.toThrow('No answer.');
    expect(llm.calls).toEqual([]);
    expect(await llm.job()).toBeUndefined();
  });
});
