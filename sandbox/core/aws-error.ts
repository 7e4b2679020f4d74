/** An error as AWS returns it: its code, message and HTTP status. */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** Something that AWS has and this local AWS does not. It is named, never guessed at. */
export class NotModelled extends Error {
  override readonly name = 'NotModelled';

  constructor(what: string) {
    super(`not modelled by this local AWS: ${what}`);
  }
}
