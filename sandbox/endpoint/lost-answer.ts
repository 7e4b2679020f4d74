import { AwsError } from '../core/aws-error';

/**
 * The answer to a call does not reach its caller: the connection is reset, or the caller waits in vain. Tests throw it
 * instead of making a call, or after the call.
 */
export class LostAnswer extends AwsError {
  constructor(readonly how: 'reset' | 'silence') {
    super('NoAnswer', how === 'reset' ? 'Connection was closed before an answer came' : 'Read timeout', 503);
  }
}
