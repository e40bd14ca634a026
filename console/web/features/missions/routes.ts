import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/missions', load: () => import('./page.tsx') },
  { path: '/missions/new', load: () => import('./new/page.tsx') },
  { path: '/missions/$id', load: () => import('./mission/page.tsx') },
];
