import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/inbox', load: () => import('./page.tsx') },
  { path: '/inbox/$id', load: () => import('./page.tsx') },
];
