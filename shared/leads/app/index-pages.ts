import type { LeadStore } from './ports/leads.ts';

const PAGES_A_READ = 100;

/** The names of all pages of leads; the workers read the pages themselves. */
export async function indexPages(leads: LeadStore, workspace: string): Promise<string[]> {
  const pages: string[] = [];
  let cursor: string | undefined;
  do {
    const next = await leads.indexPages(workspace, { limit: PAGES_A_READ, cursor });
    pages.push(...next.pages.map(({ page }) => page));
    cursor = next.cursor ?? undefined;
  } while (cursor);
  return pages;
}
