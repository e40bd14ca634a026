import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [{ path: '/dead-letters', load: () => import('./page.tsx') }];
