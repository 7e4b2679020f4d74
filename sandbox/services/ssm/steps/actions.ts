import type { Content } from '../content';
import type { Action } from './action';
import { assertAwsResourceProperty } from './assert-aws-resource-property';
import { branch } from './branch';
import { executeAwsApi } from './execute-aws-api';
import { invokeLambdaFunction } from './invoke-lambda-function';
import { sleep } from './sleep';

const MODELLED: ReadonlyMap<string, Action> = new Map([
  ['aws:executeAwsApi', executeAwsApi],
  ['aws:assertAwsResourceProperty', assertAwsResourceProperty],
  ['aws:sleep', sleep],
  ['aws:branch', branch],
  ['aws:invokeLambdaFunction', invokeLambdaFunction],
]);

/** The other actions of AWS: "Systems Manager Automation actions reference", Systems Manager User Guide */
const NOT_MODELLED = new Set(
  [
    'approve',
    'changeInstanceState',
    'copyImage',
    'createImage',
    'createStack',
    'createTags',
    'deleteImage',
    'deleteStack',
    'executeAutomation',
    'executeScript',
    'executeStateMachine',
    'invokeWebhook',
    'loop',
    'pause',
    'runCommand',
    'runInstances',
    'updateVariable',
    'waitForAwsResourceProperty',
  ].map((name) => `aws:${name}`),
);

/** @throws NotModelled for an action of AWS that is not played here; AwsError InvalidDocumentContent for no action */
export function actionNamed(content: Content): Action {
  const name = content.asText();
  const action = MODELLED.get(name);
  if (action) return action;
  if (NOT_MODELLED.has(name)) throw content.notModelled(`the action ${name}`);
  throw content.invalid(`"${name}" is no action of Automation`);
}
