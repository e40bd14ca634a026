import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/tasks', load: () => import('./page.tsx') },
  { path: '/tasks/new', load: () => import('./new-task.tsx') },
  { path: '/tasks/$id', load: () => import('./task-page.tsx') },
];
