/** The settings of a workspace, as far as whoever asks knows them. */
export interface SettingsReader<S> {
  get(workspace: string): Promise<{ readonly settings: S } | undefined>;
}
