import { describe, expect, it } from 'vitest';
import { proseParts } from './prose-parts.ts';

const shown = (text: string): string =>
  proseParts(text)
    .map((part) => (typeof part === 'string' ? part : `[${part.label}](${part.href})`))
    .join('');

describe('a sentence of Rex on a page', () => {
  it.each([
    ['Retry it: "rex tasks retry t_1".', 'Retry it: [retry the task](/tasks/t_1).'],
    ['Read it and decide: `rex replies show r-1`.', 'Read it and decide: [the page of replies](/inbox).'],
    [
      'See its log with `rex missions show`, mend it.',
      'See its log with [the page of missions](/missions), mend it.',
    ],
    ['Look ("rex missions show m_1"): it', 'Look ([the page of the mission](/missions/m_1)): it'],
    [
      'then run "rex missions resume m_1 --reason TEXT"; or',
      'then run [resume the mission](/missions/m_1); or',
    ],
    ['run "rex domains verify mail.acme.example".', 'run [verify the domain](/domains/mail.acme.example).'],
    ['`rex leads suppress LEAD`', '[suppress the lead](/leads)'],
    ['Look at `rex resources` first.', 'Look at [the page of use of domains and crews](/domains) first.'],
    ['Run "rex inboxes resume ann@acme.example".', 'Run [resume the inbox](/domains).'],
    ['"rex missions list --state ESCALATED"', '[the page of missions](/missions)'],
    ['Resume with `rex resume`.', 'Resume with [resume sending](/).'],
    ['"rex do --help" has more.', '"rex do --help" has more.'],
    ['He said "rex is fine" to us.', 'He said "rex is fine" to us.'],
    ['No command.', 'No command.'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});
