export interface ProvisioningStart {
  readonly workspace: string;
  readonly domain: string;
  readonly attempt: number;
  readonly correlationId: string;
}

/** The state machine of `statemachines/domain-provisioning.asl.json`. */
export interface ProvisioningMachine {
  /** A second start with the same name changes nothing. @returns the execution */
  start(name: string, input: ProvisioningStart): Promise<string>;
  isRunning(executionArn: string): Promise<boolean>;
}
