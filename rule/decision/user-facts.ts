/** What is known about a user so far. `undefined` means "not read yet", never "no". */
export interface UserFacts {
  /** The unique id, AIDA…: it survives a rename and is never reused. */
  readonly id: string;
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly arn: string;
  readonly created: Date;
  /** From ListUsers or GetUser. `never` means never, or not since 20 October 2014, when AWS began to track it. */
  readonly passwordLastUsed: Date | 'never';
  /** From the credential report, the only place that shows an administrator's reset. */
  readonly passwordLastChanged?: Date;
  readonly loginProfile?: LoginProfileFacts | 'none';
  readonly accessKeys?: 'some' | 'none';
  readonly tags?: readonly Tag[];
}

/** As the SDK types it. */
export interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

export interface LoginProfileFacts {
  readonly created: Date;
}

/** What `decide` requires by its type: no password is deleted on facts that were not read. */
export interface CompleteUserFacts extends UserFacts {
  readonly loginProfile: LoginProfileFacts | 'none';
  readonly accessKeys: 'some' | 'none';
  readonly tags: readonly Tag[];
}

/** By unique id, which survives a rename. */
export type UsersById = ReadonlyMap<string, UserFacts>;
