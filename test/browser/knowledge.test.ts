import { beforeAll, describe, expect, it } from 'vitest';
import { pdfOf } from '../support/pdf.ts';
import { openWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openStory } from './open-browser.ts';

const ID = 'bookshelf';
const TEXT =
  '# Returns\n\nAn article can be returned within 30 days of delivery.\n\n## Refunds\n\nMoney comes back to the card.';

describe.skipIf(BROWSER === undefined)('the knowledge base', () => {
  const story = openStory();
  beforeAll(() => openWorkspace(story.rex, ID));

  it('takes a text, answers a question with its source, and shows the passage that is cited', async () => {
    const { page } = await story.visit({ workspace: ID }, '/knowledge');
    await page.getByText('No document yet').waitFor();
    await page.getByRole('button', { name: 'Add a document' }).click();
    const form = page.getByRole('dialog', { name: 'Add a document' });
    await form.getByLabel('From').selectOption('A text');
    await form.getByLabel('Text', { exact: true }).fill(TEXT);
    await form.getByLabel('Title').fill('Returns policy');
    await form.getByLabel(/may stand in messages/).check();
    await form.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Returns policy' }).waitFor();
    await page.getByText('Answers', { exact: true }).waitFor();
    await page.getByText('Money comes back to the card.').waitFor();

    await page.getByRole('link', { name: 'All documents' }).click();
    await page.getByLabel('Question').fill('Within how many days can an article be returned?');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    const found = page.getByRole('status');
    await found.getByText('An article can be returned within 30 days of delivery.').first().waitFor();
    await found.locator('mark').first().waitFor();
    await expect
      .poll(() => found.locator('mark').allTextContents())
      .toEqual(expect.arrayContaining(['article', 'returned', 'days']));
    await found.getByRole('link', { name: 'Returns policy, line 3' }).click();
    const cited = page.locator('[aria-current="true"]', { hasText: 'within 30 days' });
    await cited.waitFor();
    expect(await cited.textContent()).not.toContain('Money');
  });

  it('takes a PDF, says what cannot be read, and forgets what is removed', async () => {
    const { page } = await story.visit({ workspace: ID }, '/knowledge');
    const add = async (name: string, buffer: Buffer) => {
      await page.getByRole('button', { name: 'Add a document' }).click();
      const form = page.getByRole('dialog', { name: 'Add a document' });
      await form.getByLabel('File').setInputFiles({ name, mimeType: 'application/pdf', buffer });
      await form.getByRole('button', { name: 'Add it' }).click();
      await page.getByRole('heading', { level: 1, name: name.replace('.pdf', '') }).waitFor();
    };
    await add('Handbook.pdf', Buffer.from(pdfOf([['Holidays', 'Closed on the first of May.']])));
    await page.getByText('Closed on the first of May.').waitFor();
    await page.getByText('page 1').waitFor();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('heading', { level: 1, name: 'Knowledge' }).waitFor();
    await page.getByRole('table', { name: 'Documents' }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'Handbook' }).count()).toBe(0);
    await add('Broken.pdf', Buffer.from('%PDF-1.7'));
    await page.getByText('It is no PDF that can be read.').waitFor();
  });
});
