import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { RexError } from '../../kernel/errors.ts';
import { stepHandler } from './step.ts';

const failing = (failure: unknown) =>
  stepHandler(z.object({ missionId: z.string() }), async () => {
    throw failure;
  });

describe('stepHandler', () => {
  it('parses its input and returns what the step returns', async () => {
    const handler = stepHandler(z.object({ n: z.coerce.number() }), async ({ n }) => ({ twice: n * 2 }));
    expect(await handler({ n: '4' })).toEqual({ twice: 8 });
  });

  it.each([
    ['Rex.Transient', new RexError('VERSION_CONFLICT', 'Again.'), 'VERSION_CONFLICT: Again.'],
    ['Rex.Permanent', new RexError('CONFLICT', 'It has ended.'), 'CONFLICT: It has ended.'],
    ['Rex.Transient', new Error('boom'), 'INTERNAL: boom'],
  ])('names a failure %s', async (name, failure, message) => {
    await expect(failing(failure)({ missionId: 'm' })).rejects.toMatchObject({ name, message });
  });

  it('refuses an invalid input with a permanent failure', async () => {
    await expect(failing(undefined)({})).rejects.toMatchObject({ name: 'Rex.Permanent' });
  });
});
