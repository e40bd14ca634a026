import { describe, expect, it } from 'vitest';
import { changeText } from './change-text.ts';

describe('changeText', () => {
  it('says from what to what', () => {
    expect(changeText({ setting: 'dailyBudget', from: 10_000, to: 250 })).toBe('Daily budget: 10,000 → 250');
    expect(changeText({ setting: 'sendTime.optimise', from: false, to: true })).toBe(
      'Send time, Optimise: off → on',
    );
    expect(changeText({ setting: 'variants', from: ['A', 'B'], to: ['B'] })).toBe('Variants: A, B → B');
  });

  it('cuts a long text, and names an empty one', () => {
    const change = { setting: 'llm.instructions.messages', from: '', to: 'Be brief. '.repeat(20) } as const;
    expect(changeText(change)).toMatch(/: nothing → Be brief\. .*…$/);
    expect(changeText(change).length).toBeLessThan(140);
  });

  it('says what only a person can do', () => {
    expect(changeText({ setting: 'none', todo: 'Clean the list.' })).toBe('Clean the list.');
  });
});
