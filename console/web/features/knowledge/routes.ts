import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/knowledge', load: () => import('./page.tsx') },
  { path: '/knowledge/$id', load: () => import('./one-page.tsx') },
];
