import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/meetings', load: () => import('./page.tsx') },
  { path: '/meetings/$id', load: () => import('./one-page.tsx') },
];
