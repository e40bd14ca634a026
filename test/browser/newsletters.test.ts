import { beforeAll, describe, expect, it } from 'vitest';
import { MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openPage, openStory, type Visit } from './open-browser.ts';

const ID = 'pressed';
const READER = `reader@${ID}.example`;

describe.skipIf(BROWSER === undefined)('a newsletter', () => {
  const story = openStory();
  let ws: TestWorkspace;
  let at: Visit;
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID);
    at = await story.visit({ workspace: ID }, '/newsletters');
  });

  it('is made, and somebody who has agreed is added with the proof of it', async () => {
    const { page } = at;
    await page.getByRole('button', { name: 'New newsletter' }).click();
    await page.getByLabel('Id', { exact: true }).fill('news');
    await page.getByLabel('Name', { exact: true }).fill('Product news');
    await page.getByLabel('Sent for').fill('What is new, once a month');
    await page.getByLabel('Text of the form').fill('I want to get it.');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Product news' }).waitFor();

    await page.getByRole('button', { name: 'Add a subscriber' }).click();
    await page.getByLabel('E-mail address').fill(READER);
    await page.getByLabel('Agreed', { exact: true }).fill('2026-01-02T10:00');
    await page.getByLabel('Where').fill('The fair');
    await page.getByLabel('What they agreed to').fill('I want the news.');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('table', { name: 'Subscribers' }).getByRole('link', { name: READER }).waitFor();
    await page.getByRole('button', { name: `proof of ${READER}` }).click();
    await page.getByRole('dialog').getByText('I want the news.').waitFor();
    await page.keyboard.press('Escape');
  });

  it('goes out by a task that somebody approves who has seen it', async () => {
    const { page } = at;
    await openPage(page, '/tasks/new?type=newsletter.send');
    await page.getByLabel('List', { exact: true }).fill('news');
    await page.getByLabel('Subject', { exact: true }).fill('What is new in March');
    await page.getByLabel('HTML', { exact: true }).fill('<h1>Hello</h1><script>alert(1)</script>');
    await page.getByLabel('Title', { exact: true }).fill('March');
    await page.getByRole('button', { name: 'Create the task' }).click();
    await page.getByRole('heading', { level: 1, name: 'March' }).waitFor();
    await story.rex.idle();
    await page.getByText('It waits for a decision').waitFor();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Approved. It is done when it is its turn.').waitFor();
    await story.rex.advance(2 * MINUTE);
    await story.rex.idle();
    const [mail, ...more] = (await ws.mails()).filter(({ to }) => to === READER);
    expect([mail?.mail.subject, more]).toEqual(['What is new in March', []]);
    expect(mail?.mail.html).toContain('<h1>Hello</h1>');
  });

  it('is left for whoever wants that', async () => {
    const { page } = at;
    await openPage(page, '/newsletters/news');
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByText('Nobody gets it yet').waitFor();
    await page.getByRole('link', { name: 'Unsubscribed' }).click();
    await page.getByRole('table', { name: 'Subscribers' }).getByRole('link', { name: READER }).waitFor();
    expect(await page.getByRole('button', { name: 'Unsubscribe' }).count()).toBe(0);
  });
});
