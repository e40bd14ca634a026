/** Every workspace that has settings: for jobs that look after all of them. */
export interface WorkspaceRegistry {
  workspaces(): Promise<string[]>;
}
