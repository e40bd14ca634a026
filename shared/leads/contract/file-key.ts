const FILE_KEY = /^uploads\/([a-z][a-z0-9]{1,15})\/(i_[0-9a-z]{26})\.csv$/;

export interface ImportRef {
  readonly workspace: string;
  readonly importId: string;
}

export const importFileKey = (workspace: string, importId: string): string =>
  `uploads/${workspace}/${importId}.csv`;

/** The import that an uploaded file belongs to; undefined when the key is not of an import. */
export function importOfFileKey(key: string): ImportRef | undefined {
  const [, workspace, importId] = FILE_KEY.exec(key) ?? [];
  return workspace === undefined || importId === undefined ? undefined : { workspace, importId };
}
