import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/council', load: () => import('./page.tsx') },
  { path: '/council/$seat', load: () => import('./seat-page.tsx') },
];
