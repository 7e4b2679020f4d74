export { EmailTopic, type EmailTopicProps } from './control/email-topic';
export { InactiveIamUsers, type InactiveIamUsersProps } from './inactive-iam-users';
export type { MetricName } from '../rule/metrics';
