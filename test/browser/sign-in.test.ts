import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openStory } from './open-browser.ts';

describe.skipIf(BROWSER === undefined)('signing in', () => {
  const story = openStory();

  it('leads to the page that was asked for, in the chosen workspace and role', async () => {
    const { page } = await story.visit({ workspace: 'signsin', role: 'viewer' }, '/missions?state=FAILED');
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/missions?state=FAILED');
    await expect.poll(() => page.getByText('viewer of signsin').isVisible()).toBe(true);
    // A viewer stops nothing, and does not see how.
    expect(await page.getByRole('button', { name: 'Stop', exact: true }).count()).toBe(0);
  });

  it('asks nobody again who has chosen, until they sign out; nothing of a token is kept in the browser', async () => {
    const { page } = await story.visit({ workspace: 'signsin' });
    await page.reload();
    await page.getByRole('heading', { name: 'Command Center' }).waitFor();
    const kept = [
      await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })),
      JSON.stringify(await page.context().cookies()),
    ];
    expect(kept.join()).not.toMatch(/eyJ/);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  it('lasts while the clock runs ahead: the token is renewed where the page stands, and nothing on it is lost', async () => {
    await openWorkspace(story.rex, 'staysin');
    const { page } = await story.visit({ workspace: 'staysin' }, '/local/machine');
    // It is gone with the document, should the browser leave for the sign-in.
    await page.evaluate('window.stays = true');
    for (const step of ['1 day', '1 week']) {
      await page.getByRole('button', { name: `Go forward ${step}` }).click();
      await page.getByText('Time passes').waitFor();
      await page.getByText('The clock is now at').waitFor();
    }
    const refused: string[] = [];
    page.on('response', (answer) => {
      if (answer.status() === 401) refused.push(answer.url());
    });
    await page.getByRole('link', { name: 'Missions' }).click();
    await page.getByText('No mission yet').waitFor();
    expect(await page.evaluate('window.stays')).toBe(true);
    expect(refused).toEqual([]);
  });

  it('stops from any page, says so everywhere, and goes on', async () => {
    await openWorkspace(story.rex, 'stopsall');
    const { page } = await story.visit({ workspace: 'stopsall' });
    const other = await page.context().newPage();
    await other.goto(`${story.rex.url}/missions`);
    await other.getByText('Working').waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('No mission was sending.').waitFor();
    await other.getByText('Paused: nothing goes out').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await other.getByText('Working').waitFor();
  });
});
