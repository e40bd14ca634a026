/** What the story of both workspaces has, by the same names. */
export interface Names {
  /** A mission that has ended, and one that waits for its approval. */
  readonly ended: string;
  readonly mission: string;
  readonly approval: string;
  /** A person who got an e-mail, with the address, and one who got none. */
  readonly contacted: string;
  readonly email: string;
  readonly untouched: string;
}

export interface Asked {
  readonly what: string;
  readonly path: (names: Names) => string;
  readonly method?: 'POST';
  /** Asked before each, and not measured. */
  readonly before?: string;
  /** The page that so many others come before. */
  readonly after?: number;
}

const get = (what: string, path: string | ((names: Names) => string), after?: number): Asked => ({
  what,
  path: typeof path === 'string' ? () => path : path,
  ...(after === undefined ? {} : { after }),
});

export const LARGE_REQUESTS: readonly Asked[] = [
  get('status', '/api/rex/status'),
  get('missions', '/api/rex/missions?limit=20'),
  get('missions, fifth page', '/api/rex/missions?limit=20', 4),
  get('missions, completed', '/api/rex/missions?limit=20&state=COMPLETED'),
  get('missions, cancelled: none', '/api/rex/missions?limit=20&state=CANCELLED'),
  get('missions, of a type: none', '/api/rex/missions?limit=20&type=error_recovery'),
  get('a mission that has ended', ({ ended }) => `/api/rex/missions/${ended}`),
  get('a mission that waits', ({ mission }) => `/api/rex/missions/${mission}`),
  get('leads', '/api/leads?limit=50'),
  get('leads, tenth page', '/api/leads?limit=50', 9),
  get('the lead of an address', ({ email }) => `/api/leads?email=${encodeURIComponent(email)}`),
  get('explain: was written to', ({ contacted }) => `/api/leads/${contacted}/explain`),
  get('explain: was not', ({ untouched }) => `/api/leads/${untouched}/explain`),
  get('imports', '/api/leads/imports?limit=20'),
  get('approvals', '/api/approvals?limit=20'),
  get('approvals that wait', '/api/approvals?limit=20&state=pending'),
  get('an approval, five messages', ({ approval }) => `/api/approvals/${approval}?sample=5`),
  get('messages of a mission', ({ ended }) => `/api/messages?limit=20&missionId=${ended}`),
  get('replies that wait', '/api/replies?limit=20'),
  get('linkedin', '/api/rex/linkedin/tasks?limit=20'),
  get('alerts', '/api/rex/alerts?limit=20'),
  get('recommendations', '/api/rex/recommendations?limit=20'),
  get('decisions', '/api/rex/decisions?limit=20'),
  get('decisions, counted', '/api/rex/decisions/stats'),
  get('analytics', '/api/rex/analytics'),
  get('resources', '/api/rex/resources'),
  get('agents', '/api/rex/agents/status'),
  get('dead letters', '/api/rex/dead-letters?limit=20'),
  { what: 'pause', method: 'POST', path: () => '/api/rex/pause', before: '/api/rex/resume' },
  { what: 'resume', method: 'POST', path: () => '/api/rex/resume', before: '/api/rex/pause' },
];
