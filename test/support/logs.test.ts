import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../infra/local/store.ts';
import { checkLogs, markLogs } from './logs.ts';

it('all logs of a Rex are read, for shapes and for the secrets that it keeps', async () => {
  const home = await mkdtemp(join(tmpdir(), 'rex-logs-'));
  onTestFinished(() => rm(home, { recursive: true }));
  await mkdir(join(home, 'logs'));
  const store = openStore(join(home, 'runtime.db'));
  store.saveSetting('secret/deployment', JSON.stringify({ key: 'a long and secret key' }));
  store.close();
  const log = (name: string, text: string) => writeFile(join(home, 'logs', name), text);

  await log('one.log', '{"message":"worked","missionId":"m_1"}\n');
  await expect(checkLogs(home)).resolves.toBeUndefined();
  await log('two.log', 'sent to pat@shop.example\n');
  await expect(checkLogs(home)).rejects.toThrow('two.log: an e-mail address');
  const marks = await markLogs(home);
  await expect(checkLogs(home, marks)).resolves.toBeUndefined();
  await log('one.log', 'signed with a long and secret key\n');
  await expect(checkLogs(home, new Map([['two.log', 100]]))).rejects.toThrow('one.log: a secret');
});
