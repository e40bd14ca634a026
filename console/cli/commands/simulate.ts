import * as z from 'zod';
import { forecastRoutes } from '../../../shared/forecast/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { missionField } from '../id-fields.ts';
import { renderSimulation } from '../simulation-text.ts';

export const simulate = defineCommand({
  name: 'simulate',
  summary: 'Play a mission forward: sends by day, approvals, cost, finish; beside it what was sent',
  details:
    'It plays the leads of the mission with the caps, hours, warmup, holidays and risk budget that hold when they are written to, and with simulated people. Nothing is sent. Ask when the mission waits for its approval, and again while it runs or when it is over: then plan and actual stand side by side.',
  examples: [
    'rex simulate m_01jd8w5gk3q4v6x8z0a2c4e6g8',
    'rex simulate m_01jd8w5gk3q4v6x8z0a2c4e6g8 --seed 7 --json',
  ],
  positionals: ['mission'],
  input: z.strictObject({
    mission: missionField,
    seed: value(
      'N',
      z.coerce.number().int().min(0).max(1_000_000).default(1),
      'Decides what the simulated people do (1). The same seed gives the same plan',
    ),
    days: value('N', z.coerce.number().int().min(1).max(730).default(365), 'Days to play at most (365)'),
  }),
  async run(context, { mission: id, seed, days }) {
    const simulation = await call(await connect(context), forecastRoutes.simulateMission, {
      params: { id },
      query: { seed, days },
    });
    return { json: simulation, text: renderSimulation(simulation) };
  },
});
