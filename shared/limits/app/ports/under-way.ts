/** What takes effect outside for a workspace at this moment, so that a pause is answered only after it. */
export interface UnderWay {
  /**
   * Written before the pause is read: whoever reads that there is none is seen by whoever pauses. After `until` it has died.
   * @param what names the work within the workspace
   */
  begin(workspace: string, what: string, until: Date): Promise<void>;
  end(workspace: string, what: string): Promise<void>;
  any(workspace: string): Promise<boolean>;
}
