import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [{ path: '/connections', load: () => import('./page.tsx') }];
