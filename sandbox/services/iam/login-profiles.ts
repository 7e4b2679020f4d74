import type { CreateLoginProfileResponse, GetLoginProfileResponse, LoginProfile as Wire } from '@aws-sdk/client-iam';
import { AwsError } from '../../core/aws-error';
import type { Operations } from '../../endpoint/operation';
import type { IamContext } from './context';
import { LONGEST_NEW_NAME } from './names';
import { checkPassword, readPassword } from './passwords';
import { type IamUser, type LoginProfile, wholeSeconds } from './user';
import { userAction } from './user-action';

const byCaller = { callerByDefault: true, longestName: LONGEST_NEW_NAME };

/** CreateLoginProfile, GetLoginProfile, UpdateLoginProfile, DeleteLoginProfile. */
export function loginProfileOperations({ users, clock, behaviour }: IamContext): Operations {
  const now = () => wholeSeconds(clock.now());
  const settledProfileOf = (user: IamUser): LoginProfile => {
    const profile = profileOf(user);
    if (clock.now() - profile.passwordLastChanged < behaviour.unmodifiableSeconds * 1000) throw unsettled(user);
    return profile;
  };
  return {
    CreateLoginProfile: userAction(users, { ...byCaller, members: ['Password', 'PasswordResetRequired'] }, (input) => {
      const password = readPassword(input);
      const passwordResetRequired = input.optionalBoolean('PasswordResetRequired') ?? false;
      return (user): CreateLoginProfileResponse => {
        if (user.loginProfile) {
          throw new AwsError('EntityAlreadyExists', `Login Profile for user ${user.userName} already exists.`, 409);
        }
        checkPassword(password);
        user.loginProfile = { createDate: now(), passwordLastChanged: now(), passwordResetRequired };
        return { LoginProfile: wire(user, user.loginProfile) };
      };
    }),

    GetLoginProfile: userAction(users, byCaller, () => (user): GetLoginProfileResponse => ({
      LoginProfile: wire(user, profileOf(user)),
    })),

    UpdateLoginProfile: userAction(
      users,
      { longestName: LONGEST_NEW_NAME, members: ['Password', 'PasswordResetRequired'] },
      (input) => {
        const password = input.has('Password') ? readPassword(input) : undefined;
        const passwordResetRequired = input.optionalBoolean('PasswordResetRequired');
        return (user) => {
          const profile = settledProfileOf(user);
          if (password !== undefined) checkPassword(password);
          user.loginProfile = {
            createDate: profile.createDate,
            passwordLastChanged: password === undefined ? profile.passwordLastChanged : now(),
            passwordResetRequired: passwordResetRequired ?? profile.passwordResetRequired,
          };
        };
      },
    ),

    DeleteLoginProfile: userAction(users, byCaller, () => (user) => {
      settledProfileOf(user);
      // PasswordLastUsed outlives the password (AWS: "User", IAM API Reference).
      user.loginProfile = undefined;
    }),
  };
}

function profileOf(user: IamUser): LoginProfile {
  if (user.loginProfile) return user.loginProfile;
  throw new AwsError('NoSuchEntity', `Login Profile for User ${user.userName} cannot be found.`, 404);
}

function unsettled({ userName }: IamUser): AwsError {
  return new AwsError(
    'EntityTemporarilyUnmodifiable',
    `Login Profile for User ${userName} cannot be modified while login profile is being created.`,
    409,
  );
}

function wire(user: IamUser, profile: LoginProfile): Wire {
  return {
    UserName: user.userName,
    CreateDate: new Date(profile.createDate),
    PasswordResetRequired: profile.passwordResetRequired,
  };
}
