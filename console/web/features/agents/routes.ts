import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/agents', load: () => import('./page.tsx') },
  { path: '/agents/automations/new', load: () => import('./new-automation.tsx') },
];
