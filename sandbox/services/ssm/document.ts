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
  const content = new Content(value)
    .without('variables', 'files')
    .only('schemaVersion', 'description', 'assumeRole', 'parameters', 'mainSteps', 'outputs');
  content.text('schemaVersion', { oneOf: ['0.3'] });
  const parameters = parseParameters(content.optionalStructure('parameters'));
  const placed = content.structures('mainSteps', { min: 1 }).map(parseStep);
  const steps = placed.map(({ step }) => step);
  checkNames(placed);
  const scope = scopeOf(parameters, steps);
  for (const { step, place } of placed) {
    checkReferences(place.member('inputs'), scope);
    step.action.check(place.structure('inputs'), scope);
  }
  checkFlow(placed);
  return {
    description: content.optionalText('description') ?? '',
    assumeRole: parseAssumeRole(content, scope),
    parameters,
    steps,
    outputs: parseOutputs(content, scope),
  };
}

function parseStep(content: Content): PlacedStep {
  content
    .without('onCancel')
    .only(...STEP_KEYS)
    .optionalText('description');
  const action = actionNamed(content.member('action'));
  const inputs = content.structure('inputs').entries();
  const onFailure = parseOnFailure(content.optionalMember('onFailure'));
  const isCritical = content.optionalBoolean('isCritical') ?? onFailure !== 'Continue';
  if (onFailure === 'Abort' && !isCritical)
    throw content.notModelled('onFailure Abort with isCritical false: AWS does not say how such a run ends');
  const timeoutSeconds = content.optionalInteger('timeoutSeconds', { min: 1 });
  const step: Step = {
    name: content.text('name', { pattern: /^[a-zA-Z0-9_]{1,128}$/ }),
    actionName: content.text('action'),
    action,
    inputs: Object.fromEntries(inputs.map(([name, input]) => [name, input.value])),
    outputs: parseStepOutputs(content, action),
    maxAttempts: content.optionalInteger('maxAttempts', { min: 1 }) ?? 1,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    onFailure,
    isCritical,
    ...parseNext(content, action),
  };
  return { step, place: content };
}

function parseOnFailure(content: Content | undefined): Step['onFailure'] {
  if (!content) return 'Abort';
  const text = content.asText();
  if (text === 'Abort' || text === 'Continue') return text;
  const step = /^step:(\w+)$/.exec(text)?.[1];
  if (step === undefined) throw content.invalid(`"${text}" is not Abort, Continue or step:name`);
  return { step };
}

function parseNext(content: Content, action: Action): Pick<Step, 'isEnd' | 'nextStep'> {
  const isEnd = content.optionalBoolean('isEnd') ?? false;
  const nextStep = content.optionalMember('nextStep');
  if (!nextStep) return { isEnd };
  if (isEnd) throw nextStep.notModelled('nextStep together with isEnd');
  if (action.jumps) throw nextStep.notModelled('nextStep on a step that branches');
  return { isEnd, nextStep: nextStep.asLiteral() };
}

function parseStepOutputs(content: Content, action: Action): readonly Output[] {
  if (content.has('outputs') && !action.customOutputs)
    throw content.member('outputs').notModelled('outputs on a step of this action');
  return content.structures('outputs').map((output) => {
    const type = output.only('Name', 'Selector', 'Type').optionalText('Type', { oneOf: VALUE_TYPES });
    return {
      name: output.text('Name', { pattern: /^[a-zA-Z0-9_]{1,64}$/ }),
      selector: parseSelector(output.member('Selector')),
      type: VALUE_TYPES.find((known) => known === type) ?? 'String',
    };
  });
}

function checkNames(placed: readonly PlacedStep[]): void {
  for (const [index, { step, place }] of placed.entries()) {
    if (placed.findIndex((other) => other.step.name === step.name) !== index)
      throw place.member('name').invalid(`two steps are named "${step.name}"`);
    const names = step.outputs.map(({ name }) => name);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) throw place.member('outputs').invalid(`two outputs are named "${twice}"`);
  }
}

/** Without a role a run has its starter's permissions. @throws NotModelled there */
function parseAssumeRole(content: Content, scope: Scope): string {
  const role = content.optionalMember('assumeRole');
  if (!role) throw content.notModelled('a runbook without assumeRole, which runs as whoever starts it');
  checkReferences(role, (reference, place) => {
    if (reference.kind === 'output') throw place.invalid('no step has run when the role is assumed');
    return scope(reference, place);
  });
  return role.asText();
}

function parseOutputs(content: Content, scope: Scope): readonly OutputReference[] {
  return content.items('outputs').map((place) => {
    const [, step, output] = /^(\w+)\.(\w+)$/.exec(place.asText()) ?? [];
    if (step === undefined || output === undefined) throw place.invalid(`"${place.asText()}" is not step.output`);
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
