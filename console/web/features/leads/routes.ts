import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/leads', load: () => import('./page.tsx') },
  { path: '/leads/import', load: () => import('./import/page.tsx') },
  { path: '/leads/imports', load: () => import('./imports/page.tsx') },
  { path: '/leads/imports/$id', load: () => import('./imports/one-page.tsx') },
  { path: '/leads/$id', load: () => import('./lead/page.tsx') },
];
