import * as z from 'zod';
import { freePort } from './net.ts';
import type { RuntimeStore } from './store.ts';

export interface Ports {
  readonly http: number;
  readonly aws: number;
  readonly issuer: number;
}

const SETTING = 'ports';
const saved = z.object({ http: z.number(), aws: z.number(), issuer: z.number() });

/**
 * Takes the ports of the last run again where they are free: tokens, queue URLs and links in mails name them.
 * @throws when the wished main port is taken.
 */
export async function choosePorts(wished: number, store: RuntimeStore): Promise<Ports> {
  const last = saved.safeParse(JSON.parse(store.setting(SETTING) ?? 'null')).data;
  const http = await freePort(wished > 0 ? wished : (last?.http ?? 0));
  if (wished > 0 && http !== wished) {
    throw new Error(`Port ${wished} is taken. Set REX_PORT to another one, or to 0 for any that is free.`);
  }
  const aws = await freePort(last?.aws ?? 0);
  let issuer = await freePort(last?.issuer ?? 0);
  while (issuer === aws || issuer === http) issuer = await freePort(0);
  const ports = { http, aws, issuer };
  store.saveSetting(SETTING, JSON.stringify(ports));
  return ports;
}
