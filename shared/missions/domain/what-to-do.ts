interface Advice {
  /** Matched against name and cause of the error. */
  readonly when: RegExp;
  readonly doThis: string;
}

/** What a person can do about an escalated mission. The first row that matches is used. */
const ADVICE: readonly Advice[] = [
  {
    when: /Rex\.TimedOut/,
    doThis:
      'Look at `rex resources` and the dead letters for what held it up, then retry the mission: it goes on where it stopped.',
  },
  {
    when: /Rex\.Stalled/,
    doThis:
      'Redrive what is in the dead-letter queue of batches, then retry the mission: parts that are done stay done.',
  },
  { when: /Rex\.Expired/, doThis: 'Retry the mission to be asked again.' },
  {
    when: /PROVIDER_UNAVAILABLE|RATE_LIMITED|Throttl|ServiceUnavailable/i,
    doThis:
      'A provider did not answer or had too much to do: see that its account works, then retry the mission.',
  },
  {
    when: /RECORD_INVALID|CONFIG_INVALID/,
    doThis:
      'A record or the configuration is not what this version expects: mend or redeploy it, then retry the mission.',
  },
  {
    when: /CONFLICT|NOT_FOUND|VALIDATION_FAILED/,
    doThis:
      'Something that the mission needs is missing or has changed: see its log with `rex missions show`, mend it, then retry the mission.',
  },
];
const OTHERWISE =
  'See its log with `rex missions show`; retry the mission when the cause is mended, or cancel it.';

/** What to do about the error that stopped a mission, in one sentence. */
export const whatToDo = (error: string): string =>
  ADVICE.find(({ when }) => when.test(error))?.doThis ?? OTHERWISE;
