import { AwsError } from '../core/aws-error';

/**
 * The answer of a call does not reach its caller: the connection is reset, or nothing ever comes. For tests, which throw
 * it instead of a call, or after the call has been done.
 */
export class LostAnswer extends AwsError {
  constructor(readonly how: 'reset' | 'silence') {
    super('NoAnswer', how === 'reset' ? 'Connection was closed before an answer came' : 'Read timeout', 503);
  }
}
