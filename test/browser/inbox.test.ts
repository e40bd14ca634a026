import { beforeAll, describe, expect, it } from 'vitest';
import { answer, receiveMail } from '../support/inbound-mail.ts';
import type { SentMail } from '../support/test-rex.ts';
import { HOUR, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openPage, openStory, type Visit } from './open-browser.ts';

const ID = 'answers';
const ANN = `ann@${ID}.example`;
const WORDS = 'What does a record cost now? I used to pay ten.';
const OUR_WORDS = 'Nine, since the spring.';

describe.skipIf(BROWSER === undefined)('a reply', () => {
  const story = openStory();
  let ws: TestWorkspace;
  let first: SentMail;
  let operator: Visit;
  const rows = () => operator.page.getByRole('list', { name: 'Conversations' }).getByRole('link');
  const messages = () => operator.page.getByRole('list', { name: 'Messages' });
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID, { settings: { answers: { approval: 'all' } } });
    await ws.importCsv(leadsCsv([ANN, `bob@${ID}.example`], (n) => (n === 0 ? 'Ann' : 'Bob')));
    await ws.approve(await ws.createMission({ steps: 1, collectDays: 30 }));
    await story.rex.advance(HOUR);
    first = (await ws.mails()).find(({ to }) => to === ANN) as SentMail;
    operator = await story.visit({ workspace: ID, role: 'operator' }, '/inbox');
  });

  it('appears while somebody looks, with what Rex understood', async () => {
    const { page } = operator;
    await page.getByText('Nothing to answer').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await answer(story.rex, first, WORDS);
    await rows().filter({ hasText: 'Ann' }).click();
    await messages().getByText(WORDS, { exact: true }).waitFor();
    await messages().getByText('Rex understood').waitFor();
    await expect.poll(() => rows().count()).toBe(1);
  });

  it('is read as somebody says who knows better', async () => {
    const { page } = operator;
    await page.getByRole('button', { name: 'Not right' }).click();
    await page.getByRole('menuitem', { name: 'Not interested' }).click();
    await page.getByText(`corrected by ${ID}-operator`).waitFor();
    await rows().getByText('Not interested').waitFor();
    await page.getByRole('button', { name: 'Not right' }).click();
    await Promise.all([
      page.waitForResponse(/\/api\/inbox\/c_/),
      page.getByRole('menuitem', { name: 'Question' }).click(),
    ]);
    await rows().getByText('Question').waitFor();
  });

  it('belongs to whoever takes it, with labels', async () => {
    const { page } = operator;
    await page.getByRole('button', { name: 'Take it' }).click();
    await rows().getByText('yours').waitFor();
    await page.getByLabel('Add a label').fill('prices');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove the label prices' }).waitFor();
    await page.getByRole('combobox', { name: 'Label', exact: true }).selectOption('prices');
    await rows().filter({ hasText: 'prices' }).waitFor();
    await page.getByRole('combobox', { name: 'Cared for by' }).selectOption('nobody');
    await page.getByText('No conversation here').waitFor();
    await page.goBack();
    await rows().filter({ hasText: 'prices' }).waitFor();
  });

  it('takes what one person does in a row, and tells what another has done meanwhile', async () => {
    const { page } = operator;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    // Not by the mouse, of which there is one.
    await Promise.all(['Give back', 'Done'].map((name) => button(name).dispatchEvent('click')));
    await button('Reopen').click();
    await Promise.all([button('Done').waitFor(), button('Take it').waitFor()]);
    // The other is faster than what this page sends, and the page has not heard of it.
    await page.route('**/api/inbox/*/assign', async (route) => {
      await ws.call('POST', new URL(route.request().url()).pathname, { assignee: 'bob' });
      await route.continue();
    });
    await button('Take it').click();
    await page.getByText('The conversation has changed since').waitFor();
    await page.unroute('**/api/inbox/*/assign');
    await button('Take it from bob').click();
    await button('Give back').waitFor();
  });

  it('is answered in its thread, after somebody has approved exactly these words', async () => {
    const { page } = operator;
    await page.getByLabel('Your answer').fill(OUR_WORDS);
    await page.getByRole('button', { name: 'Ask for approval' }).click();
    await page.getByText('The answer waits for an approval.').waitFor();
    await story.rex.idle();
    expect(await mailsToAnn()).toHaveLength(1);

    const approver = await story.visit({ workspace: ID, role: 'approver' }, '/approvals');
    await approver.page.getByRole('link', { name: /^Re: / }).click();
    await approver.page.getByText(OUR_WORDS).first().waitFor();
    await approver.page.getByRole('button', { name: 'Approve' }).click();
    await approver.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await approver.page.getByText('Approved by').waitFor();
    await story.rex.idle();

    const [, second, ...more] = await mailsToAnn();
    expect(more).toEqual([]);
    expect(second?.mail.text).toContain(OUR_WORDS);
    expect(second?.header('in-reply-to')).toMatch(/^<test-\d+@people\.example>$/);
    expect(second?.mail.replyTo?.[0]?.address).toBe(first.mail.replyTo?.[0]?.address);
    await messages().getByText('Delivered').first().waitFor();
    await messages().getByText(OUR_WORDS, { exact: true }).waitFor();
  });

  it('that was put off comes back when its author writes again', async () => {
    const { page } = operator;
    await openPage(page, '/inbox');
    await rows().filter({ hasText: 'Ann' }).click();
    await page.getByRole('button', { name: 'Snooze' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'In a week' }).click();
    await page.getByText('Nothing to answer').waitFor();
    await page.getByRole('link', { name: 'Snoozed' }).click();
    await rows().filter({ hasText: 'back in' }).waitFor();
    await page.getByRole('link', { name: 'Open' }).click();
    await receiveMail(story.rex, {
      from: ANN,
      to: first.mail.replyTo?.[0]?.address ?? '',
      subject: `Re: ${first.mail.subject}`,
      text: 'And with delivery?',
    });
    await rows().filter({ hasText: 'And with delivery?' }).waitFor();
  });

  const mailsToAnn = async () => (await ws.mails()).filter(({ to }) => to === ANN);
});
