export { EmailTopic, type EmailTopicProps } from './email-topic';
export {
  EVALUATION_FREQUENCIES,
  InactiveIamUsers,
  type InactiveIamUsersProps,
  type MetricName,
} from './inactive-iam-users';
