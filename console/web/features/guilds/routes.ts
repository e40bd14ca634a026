import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [
  { path: '/guilds', load: () => import('./page.tsx') },
  { path: '/guilds/$guild', load: () => import('./one-page.tsx') },
  { path: '/roster', load: () => import('./roster/page.tsx') },
  { path: '/roster/$name', load: () => import('./roster/one-page.tsx') },
];
