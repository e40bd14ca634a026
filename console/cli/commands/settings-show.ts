import * as z from 'zod';
import { settingsRoutes } from '../../../shared/operations/contract/settings-routes.ts';
import { call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { valueAt } from '../settings-values.ts';

/** @throws */
function teach(error: unknown): never {
  if (error instanceof CliError && error.code === 'NOT_FOUND')
    throw new CliError(error.code, `${error.message} "rex settings set --help" says how to save the first.`);
  throw error;
}

export const settingsShow = defineCommand({
  name: 'settings show',
  summary: 'The settings of the workspace, or one part of them',
  examples: ['rex settings show', 'rex settings show tasks.limits'],
  positionals: ['name'],
  input: z.strictObject({
    name: value('NAME', z.string().optional(), 'A part, such as tasks.limits'),
  }),
  async run(context, { name }) {
    const settings = await call(await connect(context), settingsRoutes.getSettings, {}).catch(teach);
    const part = name === undefined ? settings : valueAt(settings, name);
    if (part === undefined)
      throw new CliError('NOT_FOUND', `There is no setting ${name}. "rex settings show" lists all.`);
    return { json: part, text: JSON.stringify(part, null, 2) };
  },
});
