import { describe, expect, it } from 'vitest';
import { planSequence } from '../../content/domain/sequence.ts';
import { RexError } from '../../kernel/errors.ts';
import type { LlmPort, LlmRequest } from '../../llm/app/ports/llm.ts';
import { type MissionBrief, MissionBriefSchema } from './brief.ts';
import { personalizeQuestion, personalizeTask } from './external-work.ts';
import { personalize } from './personalizer.ts';
import { SYSTEM_PROMPT } from './prompt.ts';

const BRIEF: MissionBrief = MissionBriefSchema.parse({
  goal: 'Win back customers who stopped buying',
  brandName: 'Northwind',
  offer: '10% off until 31 March',
  steps: 2,
  variants: ['A', 'B'],
  audience: { leads: 2000, withPurchases: 1500 },
});

const FAB_2 = {
  step: 2,
  subject: 'A word on {{ brandName }}',
  paragraphs: [
    { stage: 'features', text: 'We answer every note by hand.' },
    {
      stage: 'advantages',
      text: 'You talk to a person{% if company %} who will read up on {{ company }}{% endif %}.',
    },
    { stage: 'benefits', text: 'So you get an answer that fits.' },
  ],
};

const BAB_1 = {
  step: 1,
  subject: 'Back in touch?',
  paragraphs: [
    { stage: 'before', text: 'We used to talk.' },
    { stage: 'after', text: 'I would like us to talk again.' },
    { stage: 'bridge', text: 'Just reply to this note.' },
  ],
};

/** A model that gives the same answer to every call, and remembers what it was asked. */
function modelSaying(messages: readonly unknown[]): LlmPort & { readonly asked: LlmRequest<unknown>[] } {
  const asked: LlmRequest<unknown>[] = [];
  return {
    asked,
    async complete(request) {
      asked.push(request);
      const usage = { inputTokens: 1, outputTokens: 1 };
      const value = request.schema.parse({ messages });
      return { value, usage, model: 'test-model', cached: false, costUsd: 0 };
    },
  };
}

const asked = { workspace: 'acme', missionId: `m_${'0'.repeat(26)}` };
const onlyA = { ...BRIEF, variants: ['A' as const] };

describe('personalize', () => {
  it('uses the built-in templates when there is no model', async () => {
    const result = await personalize(BRIEF, { asked });
    expect(result).toEqual({ templates: planSequence(BRIEF), source: 'built-in', notes: [] });
  });

  it('uses the texts of the model, at the planned step and with the planned framework', async () => {
    const { templates, source, notes } = await personalize(onlyA, {
      llm: modelSaying([FAB_2, BAB_1]),
      asked,
    });
    expect(notes).toEqual([
      expect.stringContaining('variant A, step 1: the subject ends in a question mark'),
    ]);
    expect(source).toBe('llm');
    expect(templates.map(({ template }) => [template.step, template.framework, template.subject])).toEqual([
      [1, 'BAB', BAB_1.subject],
      [2, 'FAB', FAB_2.subject],
    ]);
    expect(templates.map(({ delayDays }) => delayDays)).toEqual([0, 3]);
  });

  it('calls the model once per variant, and sends it neither facts about leads nor the text of the offer', async () => {
    const llm = modelSaying([]);
    await personalize(BRIEF, { llm, asked });
    expect(llm.asked).toHaveLength(2);
    for (const { instructions } of llm.asked) expect(instructions).toBe('messages');
    for (const { user } of llm.asked) {
      expect(JSON.parse(String(user)).brief).toMatchObject({ brandName: 'Northwind', hasOffer: true });
      expect(user).not.toContain('10%');
    }
  });

  it.each([
    ['a claim', { ...BAB_1, subject: 'We helped 500 firms' }, /no fact supports "500"/],
    ['a guarded claim', withText('{% if company %}We guarantee it.{% endif %}'), /guarantee/],
    ['a purchase said to all', withText('You bought from us.'), /purchase history/],
    ['an unguarded fact', withText('Hello {{ company }}.'), /company is not known/],
    ['an unknown fact', withText('Hello {{ email }}.'), /no fact named email/],
    ['a link', withText('See www.evil.example.'), /link of its own/],
    ['its own unsubscribe text', withText('Reply STOP or unsubscribe here.'), /unsubscribe text/],
    ['broken Liquid', withText('{% if company %}Hello.'), /not closed/],
    ['missing stages', { ...BAB_1, paragraphs: BAB_1.paragraphs.slice(1) }, /one paragraph per stage/],
    ['too long a subject', { ...BAB_1, subject: 'word '.repeat(30) }, /subject has 149 of 120/],
  ])('takes the built-in template for a step with %s, and says why', async (_what, drafted, why) => {
    const { templates, source, notes } = await personalize(onlyA, {
      llm: modelSaying([drafted, FAB_2]),
      asked,
    });
    expect(templates[0]).toEqual(planSequence(onlyA)[0]);
    expect(templates[1]!.source).toBe('llm');
    expect(source).toBe('llm');
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^variant A, step 1: built-in template, because/);
    expect(notes[0]).toMatch(why);
  });

  it('uses the built-in templates for a variant that the model gave no answer for', async () => {
    const down: LlmPort = {
      complete: () => Promise.reject(new RexError('PROVIDER_UNAVAILABLE', 'no connection')),
    };
    const { templates, source, notes } = await personalize(BRIEF, { llm: down, asked });
    expect(templates).toEqual(planSequence(BRIEF));
    expect(source).toBe('built-in');
    expect(notes).toEqual([
      'variant A: no draft from the model (no connection)',
      'variant B: no draft from the model (no connection)',
    ]);
  });

  it('throws an error that does not come from the provider', async () => {
    const broken: LlmPort = { complete: () => Promise.reject(new TypeError('a bug')) };
    await expect(personalize(BRIEF, { llm: broken, asked })).rejects.toThrow('a bug');
  });

  it('sends no text in a language that the evidence gate cannot read', async () => {
    const llm = modelSaying([BAB_1, FAB_2]);
    const result = await personalize({ ...BRIEF, language: 'de' }, { llm, asked });
    expect(llm.asked).toEqual([]);
    expect(result.templates).toEqual(planSequence(BRIEF));
    expect(result.notes).toEqual(['no templates in "de" yet: English is used']);
  });
});

function withText(text: string) {
  return { ...BAB_1, paragraphs: [{ stage: 'before', text }, ...BAB_1.paragraphs.slice(1)] };
}

it('whoever writes in our place is told what the workspace wants: a model in the background, and an external agent', () => {
  expect(personalizeQuestion(BRIEF)).toMatchObject({ instructions: 'messages', system: SYSTEM_PROMPT });
  const { rules } = personalizeTask(BRIEF, 'Be brief.');
  expect(String(rules)).toMatch(/\{"instructions":"Be brief\."\}$/);
  expect(personalizeTask(BRIEF, '')).toMatchObject({ rules: SYSTEM_PROMPT });
});
