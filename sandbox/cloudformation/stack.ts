/** A stack after its creation. */
export interface Stack {
  readonly name: string;
  /** The stack's ARN. */
  readonly id: string;
  /** The values that hold, given or default. */
  readonly parameters: Readonly<Record<string, string>>;
  /** By logical id; a resource whose condition does not hold is not among them. */
  readonly resources: Readonly<Record<string, StackResource>>;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface StackResource {
  readonly type: string;
  /** What Ref says. */
  readonly physicalId: string;
  /** What Fn::GetAtt says. */
  readonly attributes: Readonly<Record<string, string>>;
}
