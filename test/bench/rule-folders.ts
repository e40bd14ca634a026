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

export const RULE_FOLDERS: readonly RuleFolder[] = [
  { name: 'sending/domain/guards', sources: ['shared/sending/domain/guards/*.ts', TESTS], without: [] },
  { name: 'sending/domain, the rest', sources: ['shared/sending/domain/*.ts', TESTS], without: [] },
  { name: 'decisions/domain', sources: ['shared/decisions/domain/**/*.ts', TESTS], without: [] },
  { name: 'approvals/domain', sources: ['shared/approvals/domain/**/*.ts', TESTS], without: [] },
  // The words of 20 languages are data: each would be a mutant or several, and what they find is measured by `mail`.
  ...Object.entries({
    'opt-outs': ['{opt-out-grammar,unsubscribe-intent,sentences}.ts'],
    bounces: ['{bounce-severity,bounce-text,bounces,feedback-report,ses-notification}.ts'],
    'the rest': [
      '*.ts',
      '!{bounce,opt-out}*.ts',
      '!{unsubscribe-intent,sentences,feedback-report}.ts',
      '!ses-notification.ts',
      '!*-words.ts',
    ],
  }).map(([name, files]) => ({
    name: `mail/domain, ${name}`,
    sources: [...files.map((file) => file.replace(/^!?/, '$&shared/mail/domain/')), TESTS],
    without: ['StringLiteral', 'Regex'],
    // Most other contexts read mails too, and would be loaded for each mutant.
    tests: ['shared/mail/domain/**/*.test.ts'],
    unasked: ['comes to an end', 'never throws', 'in ordinary'],
  })),
];
