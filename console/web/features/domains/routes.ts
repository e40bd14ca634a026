import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/domains', load: () => import('./page.tsx') },
  { path: '/domains/new', load: () => import('./new-domain.tsx') },
  { path: '/domains/$id', load: () => import('./domain.tsx') },
];
