import { expect, it } from 'vitest';
import { slack } from '../../../test/support/signed-webhooks/slack.ts';

it.each([
  ['approve', '"approved"'],
  ['reject', '"rejected"'],
])('the button "%s" of Slack decides', async (action, state) => {
  const { send, effects, good } = await slack({ action });
  expect(await send(good())).toBe(200);
  expect(JSON.stringify(effects())).toContain(state);
});

it.each(['snooze', '', 'APPROVE', 'constructor'])('another button ("%s") decides nothing', async (action) => {
  const { send, effects, good } = await slack({ action });
  const before = JSON.stringify(effects());
  expect(await send(good())).toBe(200);
  expect(JSON.stringify(effects())).toBe(before);
});
