export { EVALUATION_FREQUENCIES, InactiveIamUsers, type InactiveIamUsersProps } from './inactive-iam-users';
