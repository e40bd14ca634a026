import { wordsOf } from './badge.tsx';

/** The name of a field as a label: `dormantAfterWeeks` as `Dormant after weeks`. */
export const labelOf = (name: string): string => wordsOf(name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2'));

/** Where in a request a field is, for who filled in a form: `body.inboxes.0.dailyCap` as `Inboxes, 1, Daily cap`. */
export const pathLabel = (path: string): string =>
  path
    .split('.')
    .filter((part, at) => at > 0 || !['body', 'query', 'params'].includes(part))
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : labelOf(part)))
    .join(', ');
