import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/local/mailbox', load: () => import('./mailbox/page.tsx') },
  { path: '/local/machine', load: () => import('./machine/page.tsx') },
  { path: '/local/bill', load: () => import('./bill/page.tsx') },
];
