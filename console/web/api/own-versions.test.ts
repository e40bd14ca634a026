import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import type { PlainRequest } from '../../../shared/kernel/contract/request.ts';
import { settingsRoutes } from '../../../shared/operations/contract/settings-routes.ts';
import { systemRoutes } from '../../../shared/operations/contract/system-routes.ts';
import { afterOwn, namesVersion } from './own-versions.ts';

/** A thing that is changed only from its present version, as the API does it. */
function openThing() {
  const client = new QueryClient();
  let version = 1;
  const change = (named: unknown) => {
    if (named !== version) throw new Error(`is ${version} now`);
    version++;
  };
  const request = (seen: number, id = 'a') => ({ params: { id }, body: { version: seen } });
  return {
    byAnother: () => version++,
    byMe: (seen: number, id?: string) =>
      afterOwn(client, inboxRoutes.finishConversation, request(seen, id), async ({ body }: PlainRequest) => {
        change((body as { version: number }).version);
        return { data: { version }, etag: null };
      }),
    /** As a repeat, which changes nothing whatever it names. */
    again: (seen: number) =>
      afterOwn(client, inboxRoutes.finishConversation, request(seen), async () => ({
        data: { version },
        etag: null,
      })),
    byTag: (seen: string) =>
      afterOwn(
        client,
        settingsRoutes.putSettings,
        { headers: { 'if-match': seen, other: 'kept' } },
        async ({ headers }) => {
          expect(headers?.['other']).toBe('kept');
          change(Number(JSON.parse(headers?.['if-match'] ?? '')));
          return { data: {}, etag: `"${version}"` };
        },
      ),
  };
}

it('what a person has changed a moment ago does not stand in the way of what they do next', async () => {
  const thing = openThing();
  for (const seen of [1, 1, 2, 1, 5]) await thing.byMe(seen);
  const tagged = openThing();
  for (const seen of ['"1"', '"1"', '"3"']) await tagged.byTag(seen);
});

it('what somebody else has changed does', async () => {
  const thing = openThing();
  await thing.byMe(1);
  for (let n = 0; n < 2; n++) thing.byAnother();
  await expect(thing.byMe(1)).rejects.toThrow('is 4 now');
  await thing.again(1);
  await expect(thing.byMe(1)).rejects.toThrow('is 4 now');
  await thing.byMe(4);
  await expect(thing.byMe(1, 'another thing')).rejects.toThrow('is 5 now');
});

it('routes say themselves whether their commands name a version', () => {
  const { assignConversation, labelConversation, openConversation } = inboxRoutes;
  const all = [
    assignConversation,
    labelConversation,
    openConversation,
    settingsRoutes.putSettings,
    systemRoutes.pause,
  ];
  expect(all.map(namesVersion)).toEqual([true, true, false, true, false]);
});
