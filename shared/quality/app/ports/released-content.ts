/** What people have let pass although it is below the threshold. */
export interface ReleasedContent {
  /** Whether exactly this was: by the digest of an assessment. */
  isReleased(workspace: string, digest: string): Promise<boolean>;
}
