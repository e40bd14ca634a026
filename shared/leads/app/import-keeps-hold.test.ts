import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { type ImportWorld, importFile, importWorld } from '../../../test/support/import-world.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { holdFor, postponeTo, replyIdOf } from '../domain/hold.ts';

const WORKSPACE = 'acme';
const AT = '2026-01-05T10:00:00.000Z';

let aws: TestAws;
let world: ImportWorld;
beforeAll(async () => {
  aws = await startTestAws();
  world = importWorld(aws);
});
afterAll(() => aws.stop());

it('an import that merges into a held person changes the profile and leaves the hold', async () => {
  const leadId = leadIdOf(WORKSPACE, 'jo@mail.example');
  const bring = (content: string) => importFile(aws, world, { workspace: WORKSPACE, kind: 'leads', content });
  await bring('email,first name\njo@mail.example,Jo\n');
  const lead = await world.leads.get(WORKSPACE, leadId);
  const reply = {
    id: replyIdOf(leadId, 'ses-1'),
    reason: 'possible_opt_out',
    channel: 'email',
    receivedAt: AT,
  } as const;
  const until = { at: '2026-03-01T00:00:00.000Z', because: 'postponed', reply: reply.id } as const;
  const held = await world.leads.save(postponeTo(holdFor(lead!, reply), until));
  expect(held.hold).toBeDefined();
  for (const consent of ['subscribed', 'unsubscribed']) {
    await bring(
      `email,first name,company,consent\nJO@mail.example,Joanna,Firm,${consent}\njo@mail.example,,,\n`,
    );
    const after = await world.leads.get(WORKSPACE, leadId);
    expect(after?.profile).toMatchObject({ firstName: 'Joanna', company: 'Firm' });
    expect([after?.hold, after?.notBefore]).toEqual([held.hold, held.notBefore]);
  }
  expect((await world.leads.get(WORKSPACE, leadId))?.suppression?.reason).toBe('import_opt_out');
});
