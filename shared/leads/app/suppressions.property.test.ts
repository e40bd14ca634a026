import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { stores } from '../../../test/support/stores.ts';
import { CHANNELS, type Channel } from '../../channels/contract/channels.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { parseCsv } from '../domain/csv.ts';
import type { ImportRecord } from '../domain/import-record.ts';
import type { Lead } from '../domain/lead.ts';
import { suppressionOn } from '../domain/suppression.ts';
import { addSuppression } from './add-suppression.ts';
import { lookUpSuppressions, withListed } from './apply-suppressions.ts';
import { importLeadRows } from './import-lead-rows.ts';
import { importSuppressions } from './import-suppressions.ts';
import { exportSuppressions } from './list-suppressions.ts';
import { suppressLead } from './suppress-lead.ts';

const PEOPLE = ['ann@shop.example', 'ben@shop.example', 'cyd@other.example'];
const NOW = new Date('2026-05-05T12:00:00Z');
type Forbidden = ReadonlySet<string>;

const person = fc.constantFrom(...PEOPLE);
const channels = fc.option(fc.uniqueArray(fc.constantFrom(...CHANNELS), { minLength: 1 }), {
  nil: undefined,
});
const consent = fc.constantFrom('subscribed', 'unsubscribed', '', 'unknown');
/** What may happen to a person, one thing after another. */
const happening = fc.oneof(
  fc.record({
    kind: fc.constant('import' as const),
    person,
    consent,
    phone: fc.constantFrom('', '+15005550006'),
  }),
  fc.record({
    kind: fc.constant('add' as const),
    value: fc.oneof(person, fc.constant('@shop.example')),
    channels,
  }),
  fc.record({ kind: fc.constant('suppress' as const), person }),
  /** The profile is corrected: another consent of e-mail and of a channel, another name. */
  fc.record({ kind: fc.constant('correct' as const), person }),
  /** A lead is put back as it was when it came, and the list, which is kept apart, is imported again. */
  fc.record({ kind: fc.constant('restore' as const), person }),
  /** Another list, or an export of the own one, with weaker entries. */
  fc.record({ kind: fc.constant('list' as const), person, channels }),
  fc.record({ kind: fc.constant('again' as const) }),
);

type Happening = typeof happening extends fc.Arbitrary<infer E> ? E : never;

function world() {
  const { leads, suppressions } = stores(openMemory());
  const clock = { now: () => NOW };
  const deps = { leads, suppressions, clock, operatorsWorkspace: 'operations' };
  const caller = { workspace: 'acme', scope: 'workspace' } as const;
  const about = { ...caller, reason: 'manual', source: 'api', correlationId: 'c' } as const;
  const leadOf = (address: string) => leads.get('acme', leadIdOf('acme', address));
  /** Each lead as it was after its first import. */
  const backups = new Map<string, Lead>();
  let imports = 0;

  async function act(event: Happening): Promise<void> {
    switch (event.kind) {
      case 'import': {
        const { header, delimiter, rows } = parseCsv(
          `email,consent,phone\n${event.person},${event.consent},${event.phone}\n`,
        );
        const record = { workspace: 'acme', id: `i_${imports++}`, mapping: {} } as unknown as ImportRecord;
        const format = { header: [...header], delimiter, encoding: 'utf-8' } as never;
        await importLeadRows(deps, { record, format, chunk: 0, rows, repeats: {}, now: NOW });
        const lead = await leadOf(event.person);
        if (lead && !backups.has(event.person)) backups.set(event.person, lead);
        return;
      }
      case 'add':
        await addSuppression(deps, { ...about, value: event.value, channels: event.channels });
        return;
      case 'list':
        await importSuppressions(deps, { ...about, content: `${event.person}\n`, channels: event.channels });
        return;
      case 'again': {
        const { header, lines } = await exportSuppressions(deps, { ...caller, format: 'rex' });
        if (lines.length > 0)
          await importSuppressions(deps, { ...about, content: [header, ...lines].join('\n') });
        return;
      }
      case 'suppress': {
        const lead = await leadOf(event.person);
        if (lead) await suppressLead(deps, { ...about, leadId: lead.id, actor: { kind: 'rex', id: 'rex' } });
        return;
      }
      case 'correct': {
        const lead = await leadOf(event.person);
        if (!lead) return;
        const consents = { sms: 'subscribed', whatsapp: 'subscribed' } as const;
        const profile = {
          ...lead.profile,
          firstName: 'New',
          consent: 'subscribed',
          channelConsents: consents,
        } as const;
        await leads.save({ ...lead, profile });
        return;
      }
      case 'restore': {
        const { header, lines } = await exportSuppressions(deps, { ...caller, format: 'rex' });
        const lead = await leadOf(event.person);
        const first = backups.get(event.person);
        if (!lead || !first) return;
        await leads.save({ ...first, version: lead.version });
        if (lines.length > 0)
          await importSuppressions(deps, { ...about, content: [header, ...lines].join('\n') });
      }
    }
  }

  /** By person: the channels that nothing may go by, as a mission finds them. */
  async function forbidden(): Promise<Map<string, Forbidden>> {
    const found = await Promise.all(PEOPLE.map(leadOf));
    const present = found.filter((lead) => lead !== undefined);
    const listed = await lookUpSuppressions(deps, 'acme', present);
    return new Map(
      present.map((lead) => {
        const now = withListed(lead, listed);
        return [lead.id, new Set(CHANNELS.filter((channel: Channel) => suppressionOn(now, channel)))];
      }),
    );
  }
  return { act, forbidden };
}

it('only grows, whatever is imported, merged, corrected, restored or listed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 2, maxLength: 12 }), async (events) => {
      const { act, forbidden } = world();
      let before = await forbidden();
      for (const event of events) {
        await act(event);
        const after = await forbidden();
        for (const [id, channelsBefore] of before) {
          expect([...(after.get(id) ?? [])], event.kind).toEqual(expect.arrayContaining([...channelsBefore]));
        }
        before = after;
      }
    }),
    { numRuns: 60 },
  );
});
