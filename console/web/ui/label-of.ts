import { wordsOf } from './badge.tsx';

const SHORT: Readonly<Record<string, string>> = { usd: 'USD', id: 'ID', ids: 'IDs', url: 'URL', sms: 'SMS' };

/** The name of a field as a label: `dormantAfterWeeks` as `Dormant after weeks`. */
export const labelOf = (name: string): string =>
  wordsOf(name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2'))
    .split(' ')
    .map((word) => SHORT[word.toLowerCase()] ?? word)
    .join(' ');
