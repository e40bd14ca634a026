import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [{ path: '/audit', load: () => import('./page.tsx') }];
