import { expect, it } from 'vitest';
import { changeFacts, changeText } from './change-text.ts';

const to = `Be brief.\n\nSay "you".\u001b[2J ${'More. '.repeat(50)}`.trim();
const change = { setting: 'llm.instructions.answers', from: '', to } as const;

it('a long text is cut where it is one line of many', () => {
  expect(changeText(change)).toMatch(/^Would change llm\.instructions\.answers from "" to "Be brief\./);
  expect(changeText(change).length).toBeLessThan(180);
});

it('whoever decides sees the old and the new text whole, line by line, without control characters', () => {
  const [setting, now, then] = changeFacts(change);
  expect([setting, now]).toEqual([
    ['Setting', 'llm.instructions.answers'],
    ['Now', '(nothing)'],
  ]);
  expect(then?.[1]).toBe(`Be brief.\n\nSay "you". [2J ${'More. '.repeat(50)}`.trim());
});

it('a number stays one line', () => {
  expect(changeFacts({ setting: 'dailyBudget', from: 10, to: 20 })).toEqual([
    ['Change', 'Would change dailyBudget from 10 to 20.'],
  ]);
});
