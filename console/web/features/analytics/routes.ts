import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [{ path: '/analytics', load: () => import('./page.tsx') }];
