import { describe, expect, it } from 'vitest';
import { resultLines } from './result-text.ts';

describe('resultLines', () => {
  it('gives each thing that was found a line', () =>
    expect(
      resultLines({
        pages: ['https://acme.example/'],
        more: 0,
        skipped: [],
        findings: [
          { rule: 'thin', evidence: 'It has 2 words.' },
          { rule: 'language', evidence: '' },
        ],
      }),
    ).toBe(
      [
        'skipped: none',
        'pages: https://acme.example/',
        'more: 0',
        'findings:',
        '- rule thin; evidence It has 2 words.',
        '- rule language; evidence nothing',
      ].join('\n'),
    ));

  it('keeps what is within, and long texts apart', () =>
    expect(
      resultLines({
        changed: [{ after: { title: 'b' }, before: { title: 'a' }, page: 'post 1' }],
        drafts: ['Our autumn service', 'A note from Acme about our autumn service'],
      }),
    ).toBe(
      'drafts:\n- Our autumn service\n- A note from Acme about our autumn service\nchanged:\n- page post 1; before (title a); after (title b)',
    ));

  it('takes anything', () => {
    expect(resultLines('done')).toBe('done');
    expect(resultLines(null)).toBe('nothing');
    expect(resultLines([])).toBe('none');
  });
});
