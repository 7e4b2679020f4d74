import { NotModelled } from '../../core/aws-error';
import type { LambdaService } from './lambda';
import type { ResourceContext, ResourceProvider } from '../../cloudformation/provider';

/** AWS::Lambda::Permission for a service. Ref and attribute Id: the statement's id. AWS: "AddPermission", Lambda API Reference. */
export function permissionProvider(lambda: Pick<LambdaService, 'addPermission'>): ResourceProvider {
  return {
    create(properties, context) {
      properties.only('Action', 'FunctionName', 'Principal', 'SourceAccount', 'SourceArn');
      const action = properties.text('Action', { pattern: /^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/ });
      if (action !== 'lambda:InvokeFunction') throw new NotModelled(`a Lambda permission for ${action}`);
      const principal = properties.text('Principal', { pattern: /^\S+$/ });
      if (!/^[a-z0-9-]+\.amazonaws\.com$/.test(principal)) {
        throw new NotModelled(`a Lambda permission for the principal ${principal}`);
      }
      const sourceAccount = properties.optionalText('SourceAccount', { pattern: /^\d{12}$/ });
      const sourceArn = properties.optionalText('SourceArn', {
        pattern: /^arn:aws[a-zA-Z0-9-]*:[^:]+:[^:]*:[^:]*:.+$/,
      });
      lambda.addPermission({
        functionArn: functionArn(properties.text('FunctionName', { min: 1, max: 256 }), context),
        action,
        principal,
        ...(sourceAccount === undefined ? {} : { sourceAccount }),
        ...(sourceArn === undefined ? {} : { sourceArn }),
      });
      const id = context.physicalName(100);
      return { ref: id, attributes: { Id: id } };
    },
  };
}

/** The ARN of a function named by its name or its ARN. @throws NotModelled for a partial ARN, a version or an alias */
function functionArn(nameOrArn: string, { account }: ResourceContext): string {
  if (/^[a-zA-Z0-9-_]+$/.test(nameOrArn)) {
    return `arn:${account.partition}:lambda:${account.region}:${account.accountId}:function:${nameOrArn}`;
  }
  if (/^arn:[^:]+:lambda:[^:]+:\d{12}:function:[a-zA-Z0-9-_]+$/.test(nameOrArn)) return nameOrArn;
  throw new NotModelled(`a function named by ${nameOrArn}`);
}
