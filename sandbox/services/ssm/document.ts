import { Content } from './content';
import { checkFlow } from './flow';
import { type Parameter, parseParameters } from './parameters';
import type { OutputReference, PlacedStep, Runbook, Step } from './runbook';
import { parseSelector } from './selector';
import type { Action, Output } from './steps/action';
import { actionNamed } from './steps/actions';
import { checkReferences, type Scope } from './template';
import { VALUE_TYPES } from './value-type';

const STEP_KEYS = [
  'name',
  'description',
  'action',
  'inputs',
  'outputs',
  'maxAttempts',
  'timeoutSeconds',
  'onFailure',
  'isCritical',
  'isEnd',
  'nextStep',
];

/**
 * AWS: "Systems Manager Automation runbook syntax" and "Properties shared by all actions", Systems Manager User Guide.
 * @throws AwsError InvalidDocumentContent, naming the place; NotModelled for what AWS has and this local AWS has not
 */
export function parseDocument(value: unknown): Runbook {
  const content = new Content(value).only(
    ['schemaVersion', 'description', 'assumeRole', 'parameters', 'mainSteps', 'outputs'],
    ['variables', 'files'],
  );
  content.need('schemaVersion').oneOf(['0.3']);
  const parameters = parseParameters(content.get('parameters'));
  const placed = content.need('mainSteps').list().map(parseStep);
  if (placed.length === 0) throw content.need('mainSteps').invalid('is empty');
  const steps = placed.map(({ step }) => step);
  checkNames(placed);
  const scope = scopeOf(parameters, steps);
  for (const { step, place } of placed) {
    checkReferences(place.need('inputs'), scope);
    step.action.check(place.need('inputs'), scope);
  }
  checkFlow(placed);
  return {
    description: content.get('description')?.text() ?? '',
    assumeRole: parseAssumeRole(content, scope),
    parameters,
    steps,
    outputs: parseOutputs(content.get('outputs'), scope),
  };
}

function parseStep(content: Content): PlacedStep {
  content.only(STEP_KEYS, ['onCancel']).get('description')?.text();
  const action = actionNamed(content.need('action'));
  const inputs = content.need('inputs').entries();
  const onFailure = parseOnFailure(content.get('onFailure'));
  const isCritical = content.get('isCritical')?.boolean() ?? onFailure !== 'Continue';
  if (onFailure === 'Abort' && !isCritical)
    throw content.notModelled('onFailure Abort with isCritical false: AWS does not say how such a run ends');
  const timeoutSeconds = content.get('timeoutSeconds')?.wholeNumber(1);
  const step: Step = {
    name: content.need('name').text(/^[a-zA-Z0-9_]{1,128}$/),
    actionName: content.need('action').text(),
    action,
    inputs: Object.fromEntries(inputs.map(([name, input]) => [name, input.value])),
    outputs: parseStepOutputs(content, action),
    maxAttempts: content.get('maxAttempts')?.wholeNumber(1) ?? 1,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    onFailure,
    isCritical,
    ...parseNext(content, action),
  };
  return { step, place: content };
}

function parseOnFailure(content: Content | undefined): Step['onFailure'] {
  if (!content) return 'Abort';
  const text = content.text();
  if (text === 'Abort' || text === 'Continue') return text;
  const step = /^step:(\w+)$/.exec(text)?.[1];
  if (step === undefined) throw content.invalid(`"${text}" is none of Abort, Continue and step:name`);
  return { step };
}

function parseNext(content: Content, action: Action): Pick<Step, 'isEnd' | 'nextStep'> {
  const isEnd = content.get('isEnd')?.boolean() ?? false;
  const nextStep = content.get('nextStep');
  if (!nextStep) return { isEnd };
  if (isEnd) throw nextStep.notModelled('nextStep together with isEnd');
  if (action.jumps) throw nextStep.notModelled('nextStep on a step that branches');
  return { isEnd, nextStep: nextStep.literal() };
}

function parseStepOutputs(content: Content, action: Action): readonly Output[] {
  const outputs = content.get('outputs');
  if (!outputs) return [];
  if (!action.customOutputs) throw outputs.notModelled('outputs on a step of this action');
  return outputs.list().map((output) => {
    output.only(['Name', 'Selector', 'Type']);
    return {
      name: output.need('Name').text(/^[a-zA-Z0-9_]{1,64}$/),
      selector: parseSelector(output.need('Selector')),
      type: output.get('Type')?.oneOf(VALUE_TYPES) ?? 'String',
    };
  });
}

function checkNames(placed: readonly PlacedStep[]): void {
  for (const [index, { step, place }] of placed.entries()) {
    if (placed.findIndex((other) => other.step.name === step.name) !== index)
      throw place.need('name').invalid(`two steps are named "${step.name}"`);
    const names = step.outputs.map(({ name }) => name);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) throw place.need('outputs').invalid(`two outputs are named "${twice}"`);
  }
}

/** Without a role a run has its starter's permissions. @throws NotModelled there */
function parseAssumeRole(content: Content, scope: Scope): string {
  const role = content.get('assumeRole');
  if (!role) throw content.notModelled('a runbook without assumeRole, which runs as whoever starts it');
  checkReferences(role, (reference, place) => {
    if (reference.kind === 'output') throw place.invalid('no step has run when the role is assumed');
    return scope(reference, place);
  });
  return role.text();
}

function parseOutputs(content: Content | undefined, scope: Scope): readonly OutputReference[] {
  return (content?.list() ?? []).map((place) => {
    const [, step, output] = /^(\w+)\.(\w+)$/.exec(place.text()) ?? [];
    if (step === undefined || output === undefined) throw place.invalid(`"${place.text()}" is no step.output`);
    const reference = { kind: 'output' as const, step, output };
    scope(reference, place);
    return reference;
  });
}

function scopeOf(parameters: readonly Parameter[], steps: readonly Step[]): Scope {
  return (reference, place) => {
    if (reference.kind === 'system') return 'String';
    if (reference.kind === 'parameter') {
      const parameter = parameters.find(({ name }) => name === reference.name);
      if (!parameter) throw place.invalid(`there is no parameter "${reference.name}"`);
      return parameter.type;
    }
    const step = steps.find(({ name }) => name === reference.step);
    if (!step) throw place.invalid(`there is no step "${reference.step}"`);
    const output = step.outputs.find(({ name }) => name === reference.output);
    if (output) return output.type;
    if (step.action.outputs.includes(reference.output)) return 'String';
    if (reference.output === 'OutputPayload') throw place.notModelled(`the output ${reference.step}.OutputPayload`);
    throw place.invalid(`the step "${reference.step}" has no output "${reference.output}"`);
  };
}
