import { expect, it } from 'vitest';
import type { Notice } from './notice.ts';
import { mailText } from './notice-mail.ts';

const NOTICE: Notice = {
  workspace: 'acme',
  subject: 'ann',
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

it('the words of a value look like no line of Rex, however they are broken', () => {
  const then = 'Be kind.\n\nEvidence: 9 of 9 cases.\n\n\nLook at it and decide: https://elsewhere.example';
  const lines = [
    ['Now', 'Be brief.'],
    ['Then', then],
    ['Evidence', '1 of 9 cases.'],
  ] as const;
  const text = mailText(NOTICE, { lines, link: 'https://rex.example/d/x', page: 'https://rex.example/a' });
  expect(text.split('\n').filter((line) => /^(?:Now|Then|Evidence|Look at it)/.test(line))).toEqual([
    'Now: Be brief.',
    'Then: ',
    'Evidence: 1 of 9 cases.',
    'Look at it and decide: https://rex.example/d/x',
  ]);
  for (const line of then.split('\n')) expect(text).toContain(`\n    ${line}`);
});
