import { expect, it } from 'vitest';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { outreachMission } from '../../missions/domain/mission.ts';
import { buildingOnce, buildMessage } from './message.ts';

it('a message is built once, and again when a record it is made of is another', async () => {
  const rex = await openOutreach();
  const now = rex.ports.clock.now();
  const content = await rex.ports.contents.get(WORKSPACE, rex.id);
  const drafts = await rex.ports.cohorts.getDrafts(WORKSPACE, rex.id, (await rex.cohort()).id);
  const [drafted] = drafts?.leads ?? [];
  if (!content || !drafted) throw new Error('Nothing is drafted.');
  const mission = outreachMission(await rex.read(rex.id));
  const lead = await rex.lead(1);
  const build = buildingOnce();
  const first = build(content, mission, lead, drafted, 1, now);
  expect(first).toEqual(buildMessage(content, mission, lead, drafted, 1, now));
  // The mission is read again before each slice.
  expect(build(content, structuredClone(mission), lead, drafted, 1, now)).toBe(first);
  const another = personOf(2);
  for (const [person, step, at] of [
    [another, 1, mission.params.asOf],
    [lead, 2, mission.params.asOf],
    [lead, 1, '2020-01-01'],
  ] as const) {
    const changed = { ...mission, params: { ...mission.params, asOf: at } };
    const again = build(content, changed, person, drafted, step, now);
    expect(again).not.toBe(first);
    expect(again).toEqual(buildMessage(content, changed, person, drafted, step, now));
  }
});
