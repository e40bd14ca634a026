import { correspondenceStores } from '../../../shared/correspondence/adapters/stores.ts';
import {
  faqEntryView,
  listFaq,
  matchFaq,
  putFaqEntry,
  removeFaqEntry,
} from '../../../shared/correspondence/app/manage-faq.ts';
import { correspondenceRoutes } from '../../../shared/correspondence/contract/routes.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import type { Cause } from '../../../shared/kernel/events.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import type { Caller } from '../../../shared/platform/runtime/http-event.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';

const deps = { ...correspondenceStores(openTables()), clock: systemClock };

const causeOf = ({ subject }: Caller, correlationId: string): Cause => ({
  actor: { kind: 'user', id: subject },
  correlationId,
});

export const handler = httpHandler(correspondenceRoutes, {
  listFaq: async ({ caller }) => ({ body: await listFaq(deps, caller.workspace) }),
  putFaqEntry: async ({ caller, body, correlationId }) => {
    const { workspace } = caller;
    const entry = await putFaqEntry(deps, { workspace, body, cause: causeOf(caller, correlationId) });
    return { body: faqEntryView(entry) };
  },
  removeFaqEntry: async ({ caller, params: { id }, correlationId }) => {
    const { workspace } = caller;
    await removeFaqEntry(deps, { workspace, id, cause: causeOf(caller, correlationId) });
    return { body: { id } };
  },
  matchFaq: async ({ caller: { workspace }, body: { text } }) => ({
    body: await matchFaq(deps, workspace, text),
  }),
});
