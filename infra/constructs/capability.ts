/** One thing that a function may do: the permission, and the names that it needs for it. They only come together. */
export interface Capability {
  readonly environment?: Readonly<Record<string, string>>;
  readonly permissions?: readonly Permission[];
}

export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** As IAM writes them: operator, key, wanted value. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Why a resource holds a `*`. Without the reason, cdk-nag refuses the wildcard. */
  readonly wildcardReason?: string;
}
