/** An error as AWS answers it: its code, its message and the HTTP status it comes with. */
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

/** Something that AWS has and this local AWS does not: said by name, never guessed. */
export class NotModelled extends Error {
  override readonly name = 'NotModelled';

  constructor(what: string) {
    super(`not modelled by this local AWS: ${what}`);
  }
}
