import { ConfigServiceClient, type Evaluation, PutEvaluationsCommand } from '@aws-sdk/client-config-service';
import {
  GetLoginProfileCommand,
  IAMClient,
  NoSuchEntityException,
  paginateListAccessKeys,
  paginateListUsers,
  type User,
} from '@aws-sdk/client-iam';
import { mapLimited } from '../../rule/account/map-limited';

/**
 * The benchmark's baseline evaluates an account as published rules do: it reads each user's login profile and access keys
 * and reports each result. It gets every advantage: as many parallel reads as ours, and adaptive retries.
 */
export async function handler(event: { readonly invokingEvent: string; readonly resultToken: string }): Promise<void> {
  const options = { retryMode: 'adaptive', maxAttempts: 10 } as const;
  const [iam, config] = [new IAMClient(options), new ConfigServiceClient(options)];
  const timestamp = new Date(JSON.parse(event.invokingEvent).notificationCreationTime);
  const users: User[] = [];
  for await (const page of paginateListUsers({ client: iam, pageSize: 1000 }, {})) users.push(...(page.Users ?? []));
  const evaluations = await mapLimited(users, 8, async (user): Promise<Evaluation> => {
    const idle = Date.now() - (user.PasswordLastUsed ?? user.CreateDate ?? new Date()).getTime() > 90 * 86_400_000;
    const [password, keys] = [await hasPassword(iam, user.UserName), await hasKeys(iam, user.UserName)];
    return {
      ComplianceResourceType: 'AWS::IAM::User',
      ComplianceResourceId: user.UserId,
      ComplianceType: password && !keys && idle ? 'NON_COMPLIANT' : 'COMPLIANT',
      OrderingTimestamp: timestamp,
    };
  });
  for (let start = 0; start < evaluations.length; start += 100) {
    const batch = evaluations.slice(start, start + 100);
    await config.send(new PutEvaluationsCommand({ ResultToken: event.resultToken, Evaluations: batch }));
  }
}

async function hasPassword(iam: IAMClient, userName: string | undefined): Promise<boolean> {
  try {
    await iam.send(new GetLoginProfileCommand({ UserName: userName }));
    return true;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return false;
    throw error;
  }
}

async function hasKeys(iam: IAMClient, userName: string | undefined): Promise<boolean> {
  for await (const page of paginateListAccessKeys({ client: iam }, { UserName: userName })) {
    if ((page.AccessKeyMetadata ?? []).length > 0) return true;
  }
  return false;
}
