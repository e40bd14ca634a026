import * as z from 'zod';
import type { Seat } from '../../../shared/seats/contract/seat.ts';
import type { WorkView } from '../../../shared/seats/contract/work.ts';
import { byField } from '../act-fields.ts';
import { call } from '../api-client.ts';
import { refusedBody, usageError } from '../cli-error.ts';
import { defineCommand, value, values } from '../command.ts';
import { connect } from '../context.ts';
import { operationNamed, seatField, seatNamed, typed } from '../seat-fields.ts';
import { listOf, renderWork } from '../seat-text.ts';
import { withValues } from '../settings-values.ts';
import { readPayload } from '../task-payload.ts';

export const councilAsk = defineCommand({
  name: 'council ask',
  summary: 'Ask a seat for something it can do',
  details:
    '"rex council show SEAT" names what may be asked, and "rex council show SEAT ACT" the fields of it. A value is JSON, or else a text: a number as a text is \'name="1"\'. --input takes all of them from a file.',
  examples: [
    'rex council ask seer predict-trend --value metric=replied --value horizonDays=14',
    'rex council ask seer analyze-performance --value days=14 --json',
  ],
  positionals: ['seat', 'act'],
  input: z.strictObject({
    seat: seatField,
    act: value('ACT', z.string(), 'Such as predict-trend'),
    id: value('ID', z.string().optional(), 'The work that is changed, where the act changes one'),
    value: values('NAME=VALUE', z.array(z.string()).default([]), 'A field, such as metric=replied'),
    input: value('FILE', z.string().optional(), 'JSON file with the fields; - reads standard input'),
  }),
  async run(context, { seat: name, act, id, value: assignments, input }) {
    const of = seatNamed(name);
    const { operation, row, route } = operationNamed(of, of.seat.acts, act);
    const hint = `"rex council show ${name} ${typed(operation)}" lists its fields, and what each takes.`;
    if (row.of !== undefined && id === undefined)
      throw usageError(
        `${typed(operation)} needs --id: that of the ${row.kind} to change.${listHint(of.seat, row.kind)}`,
      );
    if (row.of === undefined && id !== undefined)
      throw usageError(
        `${typed(operation)} changes no work, so it takes no --id: name the work in a field, by --value. ${hint}`,
      );
    const given = withValues(input === undefined ? {} : await readPayload(input, '--input'), assignments);
    const body = row.input.safeParse(given);
    if (!body.success) throw byField(refusedBody(body.error.issues), hint);
    const request = { body: given, ...(row.of === undefined ? {} : { params: { [row.of]: id } }) };
    const connection = await connect(context);
    const json = (await call(connection, route, request).catch((error: unknown) => {
      throw byField(error, hint);
    })) as WorkView;
    return { json, text: renderWork(of.seat, row.kind, json) };
  },
});

/** The command that lists the works of a kind; of a kind without a list, nothing. */
function listHint(seat: Seat, kind: string): string {
  const list = listOf(seat, kind);
  return list === undefined ? '' : ` "rex council works ${seat.name} ${list}" lists them.`;
}
