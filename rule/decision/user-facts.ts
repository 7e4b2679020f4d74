/**
 * What is known of a user so far. `undefined` is "not read yet", never "no": a list entry and a credential report show
 * a part, the live reads the rest.
 */
export interface UserFacts {
  /** The unique id, AIDA…; it outlives a rename and is never used again. */
  readonly id: string;
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly arn: string;
  readonly created: Date;
  /** Live, from ListUsers or GetUser. `never` is AWS's "never, or not since 20 October 2014". */
  readonly passwordLastUsed: Date | 'never';
  /** From the credential report: an administrator's reset shows nowhere else. */
  readonly passwordLastChanged?: Date;
  readonly loginProfile?: LoginProfileFacts | 'none';
  readonly accessKeys?: 'some' | 'none';
  readonly tags?: readonly Tag[];
}

/** As IAM answers it. */
export interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

export interface LoginProfileFacts {
  readonly created: Date;
}

/** Everything that the decision asks for has been read. */
export interface CompleteUserFacts extends UserFacts {
  readonly loginProfile: LoginProfileFacts | 'none';
  readonly accessKeys: 'some' | 'none';
  readonly tags: readonly Tag[];
}

export function isComplete(facts: UserFacts): facts is CompleteUserFacts {
  return facts.loginProfile !== undefined && facts.accessKeys !== undefined && facts.tags !== undefined;
}

/** By unique id, the one thing that a rename leaves as it is. */
export type UsersById = ReadonlyMap<string, UserFacts>;
