import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [{ path: '/settings', load: () => import('./page.tsx') }];
