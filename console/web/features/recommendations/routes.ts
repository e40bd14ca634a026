import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [{ path: '/recommendations', load: () => import('./page.tsx') }];
