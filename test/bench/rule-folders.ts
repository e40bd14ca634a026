import { matchesGlob } from 'node:path';

/** The folders whose rules decide whether a message goes out, and what mutants are made in each. */
export interface RuleFolder {
  readonly name: string;
  /** Globs of their sources, without tests. */
  readonly sources: readonly string[];
  /** Mutators that are left out. */
  readonly without: readonly string[];
  /** Globs of the tests that are asked; without it all unit tests. */
  readonly tests?: readonly string[];
  /** Names of tests that are not asked about each mutant: they would take more time than all others. */
  readonly unasked?: readonly string[];
}

const TESTS = '!shared/**/*.test.ts';

/** The files of `mail/domain` that decide who is left alone, what is a bounce or a complaint, and what a machine wrote. */
const MAIL = {
  'opt-outs': ['opt-out-grammar', 'unsubscribe-intent', 'sentences'],
  bounces: ['bounce-severity', 'bounce-text', 'bounces', 'feedback-report', 'ses-notification'],
  inbound: ['inbound', 'automatic-mail', 'absence', 'challenge'],
} as const;

const inMail = (file: string): string => `shared/mail/domain/${file}.ts`;
// The words of 20 languages are data: each would be a mutant or several, and what they find is measured by `mail`.
const WITHOUT = ['StringLiteral', 'Regex'];

export const RULE_FOLDERS: readonly RuleFolder[] = [
  { name: 'sending/domain/guards', sources: ['shared/sending/domain/guards/*.ts', TESTS], without: [] },
  { name: 'sending/domain, the rest', sources: ['shared/sending/domain/*.ts', TESTS], without: [] },
  { name: 'decisions/domain', sources: ['shared/decisions/domain/**/*.ts', TESTS], without: [] },
  { name: 'approvals/domain', sources: ['shared/approvals/domain/**/*.ts', TESTS], without: [] },
  ...Object.entries(MAIL).map(([name, files]) => ({
    name: `mail/domain, ${name}`,
    sources: files.map(inMail),
    // Those of the same files alone: most other tests read hundreds of real mails for each mutant.
    tests: files.map((file) => inMail(`${file}{,.unseen}.test`)),
    without: WITHOUT,
    unasked: ['comes to an end', 'never throws', 'in ordinary'],
  })),
  {
    name: 'mail/domain, the rest',
    sources: ['*', '!*-words', ...Object.values(MAIL).flatMap((files) => files.map((file) => `!${file}`))]
      .map((glob) => glob.replace(/^(!?)(.*)$/, (_, not, file) => `${not}${inMail(file)}`))
      .concat(TESTS),
    tests: ['shared/mail/domain/*.test.ts'],
    without: WITHOUT,
  },
];

/** Whether a file is one of these sources: some glob names it, and none leaves it out. */
export function isAmong(sources: RuleFolder['sources'], file: string): boolean {
  const naming = sources.filter((glob) => matchesGlob(file, glob.replace(/^!/, '')));
  return naming.length > 0 && !naming.some((glob) => glob.startsWith('!'));
}
