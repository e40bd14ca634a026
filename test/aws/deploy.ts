import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIN = join(ROOT, 'node_modules/.bin');
const LAST_LINES = 15;

const outputsSchema = z.object({
  RexData: z.looseObject({ UserPoolId: z.string() }),
  RexEdge: z.looseObject({ ApiUrl: z.url() }),
});

export interface Deployed {
  readonly api: string;
  readonly userPoolId: string;
}

/** Account and Region that the credentials are for. */
export async function accountOf(region: string): Promise<string> {
  const { Account } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
  return Account ?? '';
}

/** Prepares the account for CDK once, and deploys all stacks, by the commands that the README names. */
export async function deploy(
  environment: string,
  context: Readonly<Record<string, string>>,
  log: (line: string) => void,
): Promise<Deployed> {
  const folder = await mkdtemp(join(tmpdir(), 'rex-aws-'));
  try {
    const outputs = join(folder, 'outputs.json');
    await runTool('node', ['infra/build.ts'], { cwd: ROOT, log });
    await runTool('cdk', ['bootstrap', environment], { cwd: folder, log });
    const choices = Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const deployAll = ['deploy', '--all', '--require-approval', 'never', '--outputs-file', outputs];
    await runTool('cdk', [...deployAll, ...choices], { cwd: ROOT, log });
    const { RexData, RexEdge } = outputsSchema.parse(JSON.parse(await readFile(outputs, 'utf8')));
    return { api: RexEdge.ApiUrl.replace(/\/$/, ''), userPoolId: RexData.UserPoolId };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @throws with the last lines of what the tool said */
function runTool(
  tool: string,
  args: readonly string[],
  { cwd, log }: { cwd: string; log: (line: string) => void },
): Promise<void> {
  log(`            ${tool} ${args.join(' ')}`);
  // `node` of the project: the machine's own may be older than the sources.
  const child = spawn(join(BIN, tool), args, {
    cwd,
    env: { ...process.env, PATH: `${BIN}:${process.env['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`${tool} ended with ${code}:\n${said.trim().split('\n').slice(-LAST_LINES).join('\n')}`),
        );
    });
  });
}
