import type { PageRow } from '../../app/pages.ts';

export const pages: readonly PageRow[] = [{ path: '/', load: () => import('./page.tsx') }];
