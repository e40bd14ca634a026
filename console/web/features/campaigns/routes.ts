import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/campaigns', load: () => import('./page.tsx') },
  { path: '/campaigns/$id', load: () => import('./one-page.tsx') },
];
