import * as z from 'zod';
import { listField, statusOperation } from '../../../shared/seats/contract/seat.ts';
import { statusSchema, type WorkView } from '../../../shared/seats/contract/work.ts';
import { call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { resultLines } from '../result-text.ts';
import { operationNamed, operationOf, seatField, seatNamed } from '../seat-fields.ts';
import { renderWork, renderWorks } from '../seat-text.ts';

export const councilWorks = defineCommand({
  name: 'council works',
  summary: 'What a seat has made: a list, or one of it with what it rests on',
  details:
    '"rex council show SEAT" names the lists. The newest works of a kind that has none are shown by its name, such as analysis.',
  examples: [
    'rex council works seer list-predictions',
    'rex council works seer list-predictions --state scored --json',
    'rex council works seer list-predictions --id pr_01jd8w5gk3q4v6x8z0a2c4e6g8',
  ],
  positionals: ['seat', 'list'],
  input: z.strictObject({
    seat: seatField,
    list: value('LIST', z.string(), 'Such as list-predictions'),
    id: value('ID', z.string().optional(), 'Show this one'),
    state: value('STATE', z.string().optional(), 'Only those in this state'),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Where an earlier list has ended'),
  }),
  async run(context, { seat: name, list, id, ...query }) {
    const of = seatNamed(name);
    const connection = await connect(context);
    if (list in of.seat.kinds && !Object.values(of.seat.lists).some(({ kind }) => kind === list)) {
      const status = of.routes[statusOperation(of.seat)];
      if (!status) throw new Error(`The ${of.seat.title} has no status.`);
      const { unlisted } = statusSchema.parse(await call(connection, status, {}));
      const json = unlisted.filter(({ kind, id: own }) => kind === list && (id === undefined || own === id));
      if (id === undefined) return { json, text: renderWorks(json) };
      const [one] = json;
      if (!one) throw notThere(list, id);
      return { json, text: renderWork(of.seat, list, one) };
    }
    if (operationOf(of.seat.looks, list) !== undefined) {
      const { route } = operationNamed(of, of.seat.looks, list);
      const json = await call(connection, route, {});
      return { json, text: resultLines(json) };
    }
    const { row, route } = operationNamed(of, of.seat.lists, list);
    if (id !== undefined) {
      const one = row.one && of.routes[row.one.operationId];
      if (one && row.one) {
        const asked = { params: { [row.one.id]: id } };
        const json = (await call(connection, one, asked)) as WorkView;
        return { json, text: renderWork(of.seat, row.kind, json) };
      }
    }
    const page = { query };
    const json = (await call(connection, route, page)) as Record<string, unknown>;
    const works = json[listField(row)] as WorkView[];
    if (id === undefined)
      return { json, text: renderWorks(works) + moreHint(json['cursor'] as string | null) };
    const one = works.find((work) => work.id === id);
    if (!one) throw notThere(row.kind, id);
    return { json, text: renderWork(of.seat, row.kind, one) };
  },
});

/** The same refusal as of a work that has a route of its own. */
const notThere = (kind: string, id: string): CliError =>
  new CliError('NOT_FOUND', `There is no ${kind} ${id} among the newest.`);
