import type { Page } from 'playwright-core';
import type { Names } from './large-requests.ts';

export interface WebPage {
  readonly name: string;
  readonly path: string;
}

/** Every page that the bar of the console leads to, and of each kind of thing one page. */
export const consolePages = ({ ended, mission, approval, contacted }: Names): readonly WebPage[] => [
  { name: 'Command Center', path: '/' },
  { name: 'Missions', path: '/missions' },
  { name: 'a mission that has ended', path: `/missions/${ended}` },
  { name: 'a mission that waits', path: `/missions/${mission}` },
  { name: 'New mission', path: '/missions/new' },
  { name: 'Campaigns', path: '/campaigns' },
  { name: 'Approvals', path: '/approvals' },
  { name: 'an approval', path: `/approvals/${approval}` },
  { name: 'Inbox', path: '/inbox' },
  { name: 'Tasks', path: '/tasks' },
  { name: 'Leads', path: '/leads' },
  { name: 'a lead', path: `/leads/${contacted}` },
  { name: 'Imports', path: '/leads/imports' },
  { name: 'Newsletters', path: '/newsletters' },
  { name: 'Meetings', path: '/meetings' },
  { name: 'Analytics', path: '/analytics' },
  { name: 'Agents', path: '/agents' },
  { name: 'Roster', path: '/roster' },
  { name: 'an agent of the roster', path: '/roster/subject-line-writer' },
  { name: 'Guilds', path: '/guilds' },
  { name: 'a guild', path: '/guilds/muse' },
  { name: 'Council', path: '/council' },
  { name: 'a seat of the Council', path: '/council/seer' },
  { name: 'Knowledge', path: '/knowledge' },
  { name: 'Recommendations', path: '/recommendations' },
  { name: 'Domains and inboxes', path: '/domains' },
  { name: 'Alerts', path: '/alerts' },
  { name: 'Dead letters', path: '/dead-letters' },
  { name: 'Audit log', path: '/audit' },
  { name: 'Connections', path: '/connections' },
  { name: 'Settings', path: '/settings' },
  { name: 'Mailbox', path: '/local/mailbox' },
  { name: 'Clock and people', path: '/local/machine' },
  { name: 'AWS bill', path: '/local/bill' },
];

/**
 * Does with a page what a person does, as far as the page has it: writes into the first field, presses the next tab, chooses
 * in the first filter, goes through the list with the wheel and the keys, opens a row.
 */
export async function useAll(page: Page): Promise<void> {
  const main = page.locator('main');
  const field = main
    .locator('input[type=text], input[type=search], input[type=email], input:not([type]), textarea')
    .filter({ visible: true });
  if (await isThere(field)) {
    await field.first().click();
    await page.keyboard.type('ann', { delay: 60 });
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('Delete');
    await settle(page);
  }
  const tab = main
    .locator('[role=tab][aria-selected=false], nav a:not([aria-current])')
    .filter({ visible: true });
  if (await isThere(tab)) {
    await tab.first().click();
    await settle(page);
  }
  const filter = main.locator('select').filter({ visible: true });
  if (await isThere(filter)) {
    // A list of the system is drawn outside of the page: the keys choose as well.
    await filter.first().focus();
    await page.keyboard.press('ArrowDown');
    await settle(page);
    await page.keyboard.press('ArrowUp');
    await settle(page);
  }
  const row = main.locator('[role=row][tabindex="0"]').filter({ visible: true });
  if (await isThere(row)) {
    await row.first().hover();
    for (let turn = 0; turn < 10; turn++) {
      await page.mouse.wheel(0, 600);
      await page.waitForTimeout(40);
    }
    await row.first().focus();
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowDown');
    await row.first().click({ position: { x: 4, y: 4 } });
    await settle(page);
  }
}

const isThere = async (found: ReturnType<Page['locator']>): Promise<boolean> => (await found.count()) > 0;

/** What was asked for has come, and is drawn. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(100);
}

/** As the owner of the workspace. Whoever has signed in once is not asked again. */
export async function signIn(page: Page, url: string, workspace: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Workspace').fill(workspace);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settle(page);
}
