export interface Subject {
  readonly label: string;
  readonly href: string;
}

const KNOWN = [
  ['missionId', 'Mission', (id: string) => `/missions/${id}`],
  ['approvalId', 'Approval', (id: string) => `/approvals/${id}`],
  ['domain', 'Domain', (id: string) => `/domains/${encodeURIComponent(id)}`],
  ['leadId', 'Lead', (id: string) => `/leads/${id}`],
  ['taskId', 'Task', (id: string) => `/tasks/${id}`],
  ['connectionId', 'Connection', () => '/connections'],
  ['queue', 'Dead letters', () => '/dead-letters?state=open'],
  ['agentId', 'External agents', () => '/agents?tab=external'],
  ['endpointId', 'Webhooks', () => '/settings?section=webhooks'],
] as const;

const IDS = [
  [/\bm_[0-9a-z]{26}\b/, 'missionId'],
  [/\ba_[0-9a-z]{26}\b/, 'approvalId'],
  [/(?<=^reputation-drop )\S+$/, 'domain'],
] as const;

/** What an alert is about, as pages of the console: from the names of its evidence, or an id in its cause. */
export function subjectsOf(alert: {
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly cause: string;
}): readonly Subject[] {
  const named = new Map<string, string>();
  for (const [pattern, name] of IDS) {
    const [id] = pattern.exec(alert.cause) ?? [];
    if (id !== undefined) named.set(name, id);
  }
  for (const [name, value] of Object.entries(alert.evidence)) {
    if (typeof value === 'string' && value !== '') named.set(name, value);
  }
  return KNOWN.flatMap(([name, label, hrefOf]) => {
    const id = named.get(name);
    return id === undefined ? [] : [{ label, href: hrefOf(id) }];
  });
}
