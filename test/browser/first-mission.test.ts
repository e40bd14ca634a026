import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../support/test-workspace.ts';
import { BROWSER, goTo, openStory, type Visit } from './open-browser.ts';

const MARKUP = '<img src=x onerror=alert(1)><b>Bold</b>';
const LEADS = 30;

/** A messy export: a semicolon between fields, titles of a CRM, markup in a company, a bad address, a double. */
function csv(): string {
  const rows = Array.from(
    { length: LEADS },
    (_, n) => `${n};Pat ${n};pat${n}@people.example;Acme;yes;2024-05-01`,
  );
  return [
    'Record ID;First Name;E-mail Address;Company;Email opt in;Last contacted',
    ...rows,
    `90;Mark;marked@people.example;${MARKUP};yes;2024-05-01`,
    '91;Nobody;not-an-address;;yes;2024-05-01',
    '92;Pat 1;PAT1@people.example;;yes;2024-05-01',
  ].join('\r\n');
}

/** Until the script of a page is there, the one before stays, with rows of its own. */
async function openFirstRow(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.getByRole('row').nth(1).press('Enter');
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor({ state: 'detached' });
}

describe.skipIf(BROWSER === undefined)(
  'from an empty workspace to a finished mission, in the browser alone',
  () => {
    const story = openStory();
    let at: Visit;
    beforeAll(async () => {
      at = await story.visit({ workspace: 'firstrun' }, '/', { timezoneId: 'UTC' });
    });

    it('says who writes', async () => {
      const { page } = at;
      await page.getByRole('link', { name: 'Say who writes' }).click();
      await page.getByLabel('Brand name').fill('Acme');
      await page.getByLabel('Sender name').fill('Ann of Acme');
      await page.getByLabel('Postal address').fill('1 Harbour Street, 12345 Port');
      await page.getByLabel('Website').fill('https://www.acme.example');
      await page.getByRole('button', { name: 'Set up the workspace' }).click();
      await page.getByText('The workspace is set up.').waitFor();
    });

    it('adds a domain', async () => {
      const { page } = at;
      await page.getByRole('link', { name: 'Command Center' }).click();
      await page.getByRole('link', { name: 'Add a sending domain' }).click();
      await page.getByLabel('Name').fill('mail.firstrun.example');
      await page.getByRole('button', { name: 'Add domain' }).click();
      await page.getByRole('heading', { level: 1, name: 'mail.firstrun.example' }).waitFor();
    });

    it('imports a messy file, shows what was left out and why, and markup of others as text', async () => {
      const { page } = at;
      await page.getByRole('link', { name: 'Command Center' }).click();
      await page.getByRole('list').getByRole('link', { name: 'Import leads', exact: true }).click();
      await page.setInputFiles('input[type=file]', {
        name: 'leads.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(csv()),
      });
      await page.getByRole('button', { name: /^Import/ }).click();
      await story.rex.idle();
      await page.getByText('not-an-address').waitFor();
      await goTo(page, '/leads?email=marked@people.example');
      await page.getByRole('cell', { name: /^<img src=x/ }).waitFor();
      await page.getByRole('link', { name: 'marked@people.example' }).click();
      await page
        .getByText(/^<img src=x/)
        .first()
        .waitFor();
      expect(await page.locator('img[src=x], main b').count()).toBe(0);
    });

    it('creates a mission, reads what would go out, and approves it by keys', async () => {
      const { page } = at;
      await page.getByRole('link', { name: 'Command Center' }).click();
      await page.getByRole('link', { name: 'Wake them up', exact: true }).click();
      await page.getByLabel('Messages to each lead').fill('1');
      await page.getByRole('button', { name: 'Create mission' }).click();
      await page.getByRole('link', { name: /Approvals 1/ }).waitFor({ timeout: 60_000 });
      await page.getByRole('link', { name: /Approvals 1/ }).click();
      await openFirstRow(page, 'Approvals');
      await page.getByRole('article').first().waitFor();
      await page.keyboard.press('a');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /Approve/ })
        .click();
      await page.getByText('Approved').first().waitFor();
    });

    it('follows it to its end', async () => {
      const { page } = at;
      await page.getByRole('link', { name: 'Missions', exact: true }).click();
      await openFirstRow(page, 'Missions');
      await story.rex.runUntilIdle(40 * DAY);
      await page.getByText('Completed').first().waitFor();
      expect(
        (await story.rex.mails()).filter(({ to }) => to.endsWith('@people.example')).length,
      ).toBeGreaterThan(LEADS / 2);
    });
  },
);
