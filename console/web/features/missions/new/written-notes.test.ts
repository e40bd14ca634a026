import { describe, expect, it } from 'vitest';
import { planSequence } from '../../../../../shared/content/domain/sequence.ts';
import { writtenNotes } from './written-notes.ts';

describe('writtenNotes', () => {
  it('says that the built-in messages leave the goal out, and where they name the offer', () => {
    const { goal, offer = '' } = writtenNotes(false, true);
    expect(goal).toContain('not in the messages');
    const naming = planSequence({ steps: 6, variants: ['A', 'B'] }).filter(({ template }) =>
      template.paragraphs.some(({ text }) => text.includes('{{ offer }}')),
    );
    const inBoth = [1, 2, 3, 4, 5, 6].filter(
      (step) => naming.filter(({ template }) => template.step === step).length === 2,
    );
    expect(inBoth).toEqual([1, 4]);
    expect(offer).toMatch(/first and the fourth/);
    const words = /“(.*):”/.exec(offer)?.[1];
    expect(
      naming.every(({ template }) => template.step !== 1 || JSON.stringify(template).includes(words ?? '?')),
    ).toBe(true);
  });

  it('says nothing before it is known who writes, and of missions that write to nobody', () => {
    expect(writtenNotes(undefined, true)).toEqual({});
    expect(writtenNotes(false, false)).toEqual({});
    expect(writtenNotes(true, true)['goal']).toContain('language model');
  });
});
