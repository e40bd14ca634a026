import * as z from 'zod';
import { profileRoutes } from '../../../shared/icp/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { leadField } from '../id-fields.ts';
import { oneLine, renderTable } from '../terminal/table.ts';

export const icpScore = defineCommand({
  name: 'icp score',
  summary: 'How well a lead fits the ideal customer profile, with every part of the score',
  examples: ['rex icp score LEAD', 'rex icp score LEAD --json | jq .score'],
  positionals: ['lead'],
  input: z.strictObject({ lead: leadField }),
  async run(context, { lead: leadId }) {
    const body = { leadId };
    const score = await call(await connect(context), profileRoutes.scoreLead, { body });
    const parts = renderTable(score.parts, [
      { title: 'Factor', cell: ({ factor }) => factor },
      { title: 'Value', cell: ({ value: of }) => of.toFixed(2), align: 'right' },
      { title: 'Weight', cell: ({ weight }) => weight.toFixed(2), align: 'right' },
      { title: 'Why', cell: ({ sentence }) => oneLine(sentence), maxWidth: 90 },
    ]);
    const moved = renderTable(score.moved, [
      { title: 'What moves the fitted model', cell: ({ what }) => oneLine(what), maxWidth: 70 },
      { title: 'Log odds', cell: ({ by }) => by.toFixed(2), align: 'right' },
    ]);
    const by =
      score.basis === 'fitted'
        ? `by the fitted model; ${score.weighted.toFixed(1)} by the factors`
        : 'by the factors';
    const segment = score.segment === null ? 'in no segment' : `in "${oneLine(score.segment)}"`;
    const text = [
      `${score.score.toFixed(1)} of 100 ${by}; ${segment}.`,
      parts,
      score.moved.length > 0 ? moved : '',
    ];
    return { json: score, text: text.filter((part) => part !== '').join('\n\n') };
  },
});
