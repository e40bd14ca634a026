import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/newsletters', load: () => import('./page.tsx') },
  { path: '/newsletters/$id', load: () => import('./one-page.tsx') },
];
