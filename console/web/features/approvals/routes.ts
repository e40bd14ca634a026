import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/approvals', load: () => import('./page.tsx') },
  { path: '/approvals/$id', load: () => import('./detail/page.tsx') },
];
