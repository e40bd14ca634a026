import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openPage, openStory } from './open-browser.ts';

const ID = 'charted';

describe.skipIf(BROWSER === undefined)('a chart', () => {
  const story = openStory();

  it('is drawn whatever the system calls its language, and its numbers can be read', async () => {
    await openWorkspace(story.rex, ID, { domain: { tier: 'warming', targetPerDay: 400 } });
    const { page } = await story.visit({ workspace: ID });
    await page.evaluate(
      "Object.defineProperty(navigator, 'language', { value: 'en-US@posix', configurable: true })",
    );
    await openPage(page, `/domains/mail.${ID}.example`);
    const chart = page.getByRole('img', { name: 'E-mails of the last seven days, and most of the next 14' });
    await chart.locator('canvas').waitFor();
    await page.getByText('The numbers').first().click();
    const rows = page
      .getByRole('table', { name: 'E-mails of the last seven days, and most of the next 14' })
      .getByRole('row');
    expect(await rows.count()).toBe(21);
  });
});
