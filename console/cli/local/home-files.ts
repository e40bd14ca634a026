import { join, resolve } from 'node:path';

/** The files of a REX_HOME that the CLI knows. The runtime keeps others there. */
export interface HomeFiles {
  readonly root: string;
  /** What the running Rex says of itself. */
  readonly info: string;
  /** Sent e-mail, one .eml file each. */
  readonly mail: string;
  /** What `rex demo` made and how far it came. */
  readonly demo: string;
}

export function homeFiles(folder: string): HomeFiles {
  const root = resolve(folder);
  return { root, info: join(root, 'local.json'), mail: join(root, 'mail'), demo: join(root, 'demo') };
}
