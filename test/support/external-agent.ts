import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Answer, TestRex } from './test-rex.ts';

export interface Credentials {
  readonly header: string;
  readonly secret: string;
}

/** An agent outside of Rex: what it says is signed as Standard Webhooks says. */
export const externalAgent =
  (rex: Pick<TestRex, 'fetch' | 'now'>, { header, secret }: Credentials) =>
  async (body: object, { id = String(randomUUID()), ago = 0 } = {}): Promise<Answer> => {
    const text = JSON.stringify(body);
    const when = new Date((await rex.now()).getTime() - ago);
    return rex.fetch('POST', '/agents/mission', {
      body: text,
      headers: {
        'rex-agent': header,
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(when.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, when, text),
      },
    });
  };
