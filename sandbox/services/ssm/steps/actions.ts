import type { Content } from '../content';
import type { Action } from './action';
import { assertAwsResourceProperty, executeAwsApi } from './api-call';
import { branch } from './branch';
import { invokeLambdaFunction } from './invoke-lambda-function';
import { sleep } from './sleep';

const MODELLED: ReadonlyMap<string, Action> = new Map([
  ['aws:executeAwsApi', executeAwsApi],
  ['aws:assertAwsResourceProperty', assertAwsResourceProperty],
  ['aws:sleep', sleep],
  ['aws:branch', branch],
  ['aws:invokeLambdaFunction', invokeLambdaFunction],
]);

/**
 * AWS: "Systems Manager Automation actions reference", Systems Manager User Guide
 * @throws NotModelled for any other action
 */
export function actionNamed(content: Content): Action {
  const action = MODELLED.get(content.asText());
  if (!action) throw content.notModelled(`the action ${content.asText()}`);
  return action;
}
