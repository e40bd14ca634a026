import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [{ path: '/alerts', load: () => import('./page.tsx') }];
