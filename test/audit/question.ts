import type { Question } from '../../audit/accounts/source';
import { NOW, parameters } from '../rule/facts';
import { DEFAULT_RULE_NAME } from '../../rule/decision/default-parameters';

/** What an account is asked without any option; override what a test is about. */
export function question(overrides: Partial<Question> = {}): Question {
  return {
    parameters: parameters(),
    overrides: {},
    ruleName: DEFAULT_RULE_NAME,
    now: NOW,
    listsCompliant: true,
    ...overrides,
  };
}
