import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { addMs } from '../../shared/kernel/clock.ts';
import { DAY, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openPage, openStory, type Visit } from './open-browser.ts';

const ID = 'musepages';

const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const { violations: found } = (await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })",
  )) as { violations: readonly { readonly id: string }[] };
  return found.map(({ id }) => id);
};

describe.skipIf(BROWSER === undefined)('guilds and the roster', () => {
  const story = openStory();
  let ws: TestWorkspace;
  let at: Visit;
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID);
    at = await story.visit({ workspace: ID }, '/roster');
  });

  it('an agent is found among all by words and filters, which the address keeps', async () => {
    const { page } = at;
    await page.getByText('88 agents of 88').waitFor();
    await page.getByRole('searchbox', { name: 'Find' }).pressSequentially('subject lines');
    await page.getByText('1 agent of 88').waitFor();
    await page.getByRole('link', { name: 'subject-line-writer' }).waitFor();
    expect(page.url()).toContain('find=subject');
    await page.getByLabel('Language model').selectOption('needed');
    await page.getByText('No agent matches').waitFor();
    await page.getByRole('button', { name: 'Show all agents' }).click();
    await page.getByText('88 agents of 88').waitFor();
    await expect.poll(() => page.getByRole('searchbox', { name: 'Find' }).inputValue()).toBe('');
    await page.getByLabel('Guild').selectOption('muse');
    await page.getByLabel('Capability').selectOption('write');
    await page.getByRole('link', { name: 'subject-line-writer' }).click();
    await page.getByRole('heading', { level: 1, name: 'subject-line-writer' }).waitFor();
  });

  it('is run by its form, says what is wrong at the field, and shows what came of it and how', async () => {
    const { page } = at;
    const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Run' }) });
    await form.getByLabel('About').fill('\u200b');
    await form.getByRole('button', { name: 'Run' }).click();
    await page.getByRole('alert').waitFor();
    await expect.poll(() => form.getByLabel('About').getAttribute('aria-invalid')).toBe('true');

    await form.getByRole('button', { name: 'Fill in the example' }).click();
    await form.getByRole('button', { name: 'Run' }).click();
    await page.getByText('Made by rules').waitFor();
    const result = page.getByRole('region', { name: 'What came of it' });
    await result.getByText('The autumn service for turntables', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    // Whoever gets the link sees the same.
    await page.reload();
    await page.getByText('Made by rules').waitFor();
    await page.getByRole('table', { name: 'Runs of subject-line-writer' }).getByText('Completed').waitFor();
  });

  it('that lacks something of its input says so at the field', async () => {
    const { page } = at;
    await openPage(page, '/roster/budget-splitter');
    const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Run' }) });
    await form.getByRole('button', { name: 'Fill in the example' }).click();
    await form.getByLabel('At most').first().fill('1');
    await form.getByLabel('At least').first().fill('2');
    await form.getByRole('button', { name: 'Run' }).click();
    await form.getByText('is less than atLeast').waitFor();
  });

  it('needs a language model: without one it cannot be run, and what to do is said', async () => {
    const { page } = at;
    await openPage(page, '/roster/campaign-namer');
    await page.getByText('OPENAI_API_KEY').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Run' }).isDisabled()).toBe(true);
  });

  it('its guild has the run and counts it, and people join and leave it', async () => {
    const { page } = at;
    await openPage(page, '/guilds');
    await page.getByRole('list', { name: 'Guilds' }).getByRole('link', { name: 'Muse' }).click();
    const runs = page.getByRole('table', { name: 'Latest runs' });
    await runs.getByRole('link', { name: 'subject-line-writer' }).waitFor();
    await expect.poll(() => runs.getByText('Completed').count()).toBe(1);
    await page.getByText('199 runs left today').waitFor();
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('dialog').getByLabel('Runs in a day').fill('5');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('4 runs left today').waitFor();
    await page.getByRole('button', { name: 'Add somebody' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
    const people = page.getByRole('table', { name: 'People of Muse' });
    await people.getByText(`owner@${ID}.example`).waitFor();
    expect(await violations(page)).toEqual([]);
    await people.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Nobody yet').waitFor();
  });

  it('follows what happens elsewhere', async () => {
    const { page } = at;
    const runs = page.getByRole('table', { name: 'Latest runs' });
    await ws.call('POST', '/api/agents/postscript-writer/run', { input: { about: 'the autumn service' } });
    await story.rex.idle();
    await runs.getByRole('link', { name: 'postscript-writer' }).waitFor();
    await page.getByText('3 runs left today').waitFor();
  });

  it('shows a viewer everything but the way to run an agent', async () => {
    const { page } = await story.visit({ workspace: ID, role: 'viewer' }, '/roster/subject-line-writer');
    await page.getByRole('table', { name: 'Runs of subject-line-writer' }).waitFor();
    await page.getByText('Operators, admins and owners run agents.').waitFor();
    expect(await page.getByRole('button', { name: 'Run' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Show it' }).click();
    await page.getByText('Made by rules').waitFor();
  });
});

describe.skipIf(BROWSER === undefined)('the plan of a campaign', () => {
  const story = openStory();
  let at: Visit;
  let ws: TestWorkspace;
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, 'planpages');
    at = await story.visit({ workspace: 'planpages' }, '/campaigns');
  });
  const moveNamed = (title: string) => at.page.getByRole('listitem').filter({ hasText: title });

  it('a campaign has several goals', async () => {
    const { page } = at;
    await page.getByRole('button', { name: 'New campaign' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Spring sale');
    for (const [n, [metric, target]] of [
      ['booked', '10'],
      ['replied', '40'],
    ].entries()) {
      await dialog.getByRole('button', { name: 'Add a goal' }).click();
      await dialog
        .getByLabel('What is counted')
        .nth(n)
        .selectOption(metric ?? '');
      await dialog
        .getByLabel('Target')
        .nth(n)
        .fill(target ?? '');
    }
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('Goal: Booked').waitFor();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await dialog.getByRole('button', { name: 'Remove goal 1' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Goal: Booked').waitFor({ state: 'detached' });
    await page.getByText('0 of 40').waitFor();
  });

  it('moves are planned by a person, a task and a mission, and wait for each other', async () => {
    const { page } = at;
    const dialog = page.getByRole('dialog');
    const begin = async (title: string) => {
      await page.getByRole('button', { name: 'Plan a move' }).click();
      await dialog.getByLabel('Title').fill(title);
    };
    const plan = async (title: string) => {
      await dialog.getByRole('button', { name: 'Plan it' }).click();
      await moveNamed(title).waitFor();
    };
    await begin('Call the printer');
    await dialog.getByLabel('What they do').fill('Ask for a price.');
    await plan('Call the printer');
    await begin('Find a subject');
    await dialog.getByLabel('Carried out by').selectOption('task:agent.run');
    await dialog.getByRole('button', { name: 'Fill in the example' }).click();
    await plan('Find a subject');
    await begin('Write to them');
    await dialog.getByLabel('Carried out by').selectOption('mission:lead_reactivation');
    await dialog.getByLabel('Call the printer').check();
    await dialog.getByLabel('Find a subject').check();
    expect(await violations(page)).toEqual([]);
    await plan('Write to them');
    await moveNamed('Write to them').getByText('after “Call the printer” and “Find a subject”').waitFor();
  });

  it('a move is changed, and one that no other waits for is removed', async () => {
    const { page } = at;
    const dialog = page.getByRole('dialog');
    await expect
      .poll(() => moveNamed('Find a subject').first().getByRole('button', { name: 'Remove' }).count())
      .toBe(0);
    await page.getByRole('button', { name: 'Change Write to them' }).click();
    await dialog.getByLabel('Find a subject').uncheck();
    await dialog.getByLabel('Owner (optional)').fill('ann');
    await dialog.getByLabel('Due (optional)').fill('2030-03-20T17:00');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await moveNamed('Write to them')
      .getByText(/owner ann, due .*, after “Call the printer”/)
      .waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Task: agent.run' })
      .getByRole('button', { name: 'Remove' })
      .click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Task: agent.run').waitFor({ state: 'detached' });
    // A circle is refused, and the form says so.
    await page.getByRole('button', { name: 'Change Call the printer' }).click();
    await dialog.getByLabel('Write to them').check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').waitFor();
  });

  it('a task joins it, and is taken out', async () => {
    const { page } = at;
    const dialog = page.getByRole('dialog');
    await page.keyboard.press('Escape');
    const { status, text } = await ws.call('POST', '/api/tasks', {
      type: 'seo.audit',
      title: 'Look at the page of the sale',
      payload: { url: 'https://shop.example/sale' },
      dueAt: addMs(await story.rex.now(), DAY).toISOString(),
    });
    expect(status, text).toBeLessThan(300);
    await page.getByRole('button', { name: 'Add a mission or task' }).click();
    await dialog.getByLabel('Mission or task').selectOption({ label: 'Look at the page of the sale (new)' });
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    const part = page.getByRole('link', { name: 'Look at the page of the sale' });
    await part.waitFor();
    await page.getByRole('button', { name: 'Take out' }).click();
    await dialog.getByRole('button', { name: 'Take out' }).click();
    await part.waitFor({ state: 'detached' });
    expect((await ws.call('GET', '/api/tasks')).json.tasks).toMatchObject([
      { title: 'Look at the page of the sale' },
    ]);
  });
});
