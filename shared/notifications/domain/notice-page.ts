import type { Notice } from './notice.ts';

const PAGES: Readonly<Record<Notice['kind'], (about: string) => string>> = {
  request: (about) => `/approvals/${encodeURIComponent(about)}`,
  alert: () => '/alerts?state=open',
  digest: () => '/',
  message: () => '/',
};

/** Where the console shows what a notice is about. */
export const pageOf = ({ kind, about }: Pick<Notice, 'kind' | 'about'>): string => PAGES[kind](about);
