import * as z from 'zod';
import { settingsRoutes } from '../../../shared/operations/contract/settings-routes.ts';
import { settingsSchema } from '../../../shared/workspaces/contract/settings.ts';
import { call, send } from '../api-client.ts';
import { refusedBody, usageError } from '../cli-error.ts';
import { defineCommand, values } from '../command.ts';
import { connect } from '../context.ts';
import { nearest } from '../nearest.ts';
import { withValues } from '../settings-values.ts';

/** Without these nothing can be saved. */
const NEEDED = ['brandName', 'senderName', 'postalAddress', 'website'];

export const settingsSet = defineCommand({
  name: 'settings set',
  summary: 'Change settings of the workspace; what is not named stays',
  details:
    `The first time, ${NEEDED.join(', ')} are needed. "rex settings show" lists what there is; the page Settings of the console explains each.\n` +
    'A value is JSON, or else a text. A pause is ended by "rex resume" alone.',
  examples: [
    'rex settings set --value brandName=Acme --value senderName=Ann --value "postalAddress=1 Main Street, Town" --value website=https://acme.example',
    'rex settings set --value tasks.limits.social=5 --value tasks.email.answers=propose',
    'rex settings set --value dryRun=true',
  ],
  input: z.strictObject({
    value: values('NAME=VALUE', z.array(z.string()).min(1), 'A setting, such as tasks.limits.email=20'),
  }),
  async run(context, { value: assignments }) {
    const connection = await connect(context);
    const before = await send(connection, settingsRoutes.getSettings, {});
    const isThere = before.status === 200;
    if (!isThere && before.status !== 404) await call(connection, settingsRoutes.getSettings, {});
    const is = isThere ? z.record(z.string(), z.unknown()).parse(JSON.parse(before.text)) : {};
    const wanted = withValues(is, assignments);
    const body = settingsSchema.safeParse(wanted);
    const unknown = (body.error?.issues ?? []).flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.')) : [],
    );
    if (unknown.length > 0) throw usageError(unknown.map(unknownSetting).join('\n'));
    const missing = NEEDED.filter((name) => !(name in wanted));
    if (missing.length > 0)
      throw usageError(`Nothing is saved yet, and the first settings need ${missing.join(', ')} too.`);
    if (!body.success) throw refusedBody(body.error.issues);
    const etag = isThere ? before.headers.get('etag') : null;
    const saved = await call(connection, settingsRoutes.putSettings, {
      body: body.data,
      headers: etag === null ? {} : { 'if-match': etag },
    });
    const stays = saved.paused && !body.data.paused;
    return { json: saved, text: stays ? 'Saved. It stays paused: "rex resume" lets it go on.' : 'Saved.' };
  },
});

function unknownSetting(name: string): string {
  const guess = nearest(name, Object.keys(settingsSchema.shape));
  const help = guess ? `Did you mean ${guess}?` : '"rex settings show" lists what there is.';
  return `There is no setting ${name}. ${help}`;
}
