import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { missionField } from '../id-fields.ts';
import { renderMission } from '../mission-text.ts';
import { createTerminal } from '../terminal/terminal.ts';
import { watchMission } from '../watch-mission.ts';

export const missionsWatch = defineCommand({
  name: 'missions watch',
  summary: 'Follow a mission until it ends',
  details:
    'Shows a progress bar for each step. The exit code is 0 only when the mission completed. A local Rex waits in real time;\n' +
    '"rex time advance 3d" moves its clock.',
  examples: ['rex missions watch m_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['mission'],
  input: z.strictObject({ mission: missionField }),
  async run(context, { mission: id }) {
    const connection = await connect(context);
    const mission = await watchMission({
      connection,
      missionId: id,
      terminal: createTerminal(context.streams.stderr),
      signal: context.signal,
    });
    if (!mission) throw new CliError('INTERRUPTED', 'Stopped watching; the mission goes on.');
    return {
      json: mission,
      text: renderMission(mission),
      exitCode: mission.state === 'COMPLETED' ? 0 : 1,
    };
  },
});
