import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { HOUR, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { BROWSER, openPage, openStory, type Visit } from './open-browser.ts';

const ID = 'deadends';

describe.skipIf(BROWSER === undefined)('messages that died', () => {
  const story = openStory();
  let ws: TestWorkspace;
  let at: Visit;
  const states = async (): Promise<string[]> =>
    (await ws.call('GET', '/api/rex/dead-letters')).json.deadLetters
      .map(({ state }: { state: string }) => state)
      .toSorted();
  beforeAll(async () => {
    ws = await openWorkspace(story.rex, ID);
    const sqs = new SQSClient({
      endpoint: story.rex.awsEndpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'rex-missions' }));
    for (const kind of ['nonsense', 'more']) {
      const MessageBody = JSON.stringify({ workspace: ID, kind });
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: kind }));
    }
    sqs.destroy();
    await story.rex.advance(4 * HOUR);
    at = await story.visit({ workspace: ID }, '/');
  });

  it('wait for a person, who replays one and discards the other', async () => {
    const { page } = at;
    await page.getByRole('link', { name: /^Dead letters 2/ }).click();
    const main = page.getByRole('main');
    await main.getByText('VALIDATION_FAILED').nth(1).waitFor();
    expect(await states()).toEqual(['open', 'open']);
    await main.getByRole('button', { name: 'Discard' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await main.getByText('Discarded', { exact: true }).last().waitFor();
    expect(await states()).toEqual(['discarded', 'open']);
    await main.getByRole('button', { name: 'Replay' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Replay' }).click();
    await main.getByText('Replayed', { exact: true }).last().waitFor();
    await expect.poll(() => main.getByRole('button', { name: 'Replay' }).count()).toBe(0);
    expect(await states()).toEqual(['discarded', 'replayed']);
  });

  it('raised an alert, which is acknowledged and resolved', async () => {
    const { page } = at;
    await openPage(page, '/alerts');
    await page
      .getByRole('button', { name: /^Acknowledge: / })
      .first()
      .click();
    await page.getByText(/acknowledged by ./).waitFor();
    await page
      .getByRole('button', { name: /^Resolve: / })
      .first()
      .click();
    await page.getByText(/resolved by ./).waitFor();
    await expect.poll(() => page.getByRole('button', { name: /^Resolve: / }).count()).toBe(0);
    await page.getByRole('combobox', { name: 'State' }).selectOption('open');
    await page.getByText('No alert matches').waitFor();
  });
});
